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

# A page that tells nothing of what was open before, as GOV.UK's "Exit this page" uses it.
NEUTRAL_PAGE = "https://www.bbc.co.uk/weather"


def _policy(*form_targets: str) -> ContentSecurityPolicy:
    here = "'self'"
    return (
        ContentSecurityPolicy()
        .default_src("'none'")
        .script_src(here)
        .style_src(here)
        .img_src(here)
        .connect_src(here)
        .form_action(here, *form_targets)
        .base_uri("'none'")
        .frame_ancestors("'none'")
    )


# An invite's token stands in the address of a page, so no address goes along to another site and
# no page is kept on a shared computer.
def _headers(policy: ContentSecurityPolicy) -> Mapping[str, str]:
    return Secure(
        csp=policy,
        cache=CacheControl().no_store(),
        coop=CrossOriginOpenerPolicy().same_origin(),
        permissions=PermissionsPolicy().geolocation().microphone().camera(),
        referrer=ReferrerPolicy().no_referrer(),
        xcto=XContentTypeOptions().nosniff(),
        xfo=XFrameOptions().deny(),
    ).headers


PAGE_HEADERS = _headers(_policy())
# The button that leaves is a form, whose answer leads away.
PLAIN_HEADERS = _headers(_policy(NEUTRAL_PAGE))
UNLISTED: Mapping[str, str] = {"X-Robots-Tag": "noindex, nofollow"}
