"""What the product says about its frameworks in short."""

from api.frameworks.schemas import Framework, FrameworkSummary, LevelSummary, Scope, ScopeSummary


def summarise(framework: Framework) -> FrameworkSummary:
    """Return the framework without its statements."""
    return FrameworkSummary(
        id=framework.id,
        version=framework.version,
        title=framework.title,
        short_title=framework.short_title,
        levels=tuple(
            LevelSummary(value=level.value, name=level.name, definition=level.definition)
            for level in framework.levels
        ),
        scopes=tuple(_summarise_scope(scope) for scope in framework.scopes),
    )


def _summarise_scope(scope: Scope) -> ScopeSummary:
    return ScopeSummary(
        id=scope.id,
        title=scope.title,
        organisation_kinds=scope.organisation_kinds,
        statement_count=len(scope.statements),
    )
