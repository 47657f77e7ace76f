"""The headers that every page carries: nothing from elsewhere, nothing inline, nothing kept."""

from collections.abc import Mapping

from secure import (
    CacheControl,
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    XContentTypeOptions,
    XFrameOptions,
)


def _policy() -> ContentSecurityPolicy:
    here = "'self'"
    return (
        ContentSecurityPolicy()
        .default_src("'none'")
        .script_src(here)
        .style_src(here)
        .img_src(here)
        .connect_src(here)
        .form_action(here)
        .base_uri("'none'")
        .frame_ancestors("'none'")
    )


# An invite's token stands in the address of a page, so no address goes along to another site and
# no page is kept on a shared computer.
PAGE_HEADERS = Secure(
    csp=_policy(),
    cache=CacheControl().no_store(),
    coop=CrossOriginOpenerPolicy().same_origin(),
    permissions=PermissionsPolicy().geolocation().microphone().camera(),
    referrer=ReferrerPolicy().no_referrer(),
    xcto=XContentTypeOptions().nosniff(),
    xfo=XFrameOptions().deny(),
).headers
UNLISTED: Mapping[str, str] = {"X-Robots-Tag": "noindex, nofollow"}
