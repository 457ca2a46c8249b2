package dev.nordbox.appliance.render.gotemplate;

/** Sprig's semantic versions. */
final class SprigSemver {
    private SprigSemver() {}

    static void addTo(Functions.Table table) {
        table.add("semver", "string", (scope, args) -> GoVersion.parse(args.string(0)));
        table.add(
                "semverCompare",
                "string string",
                (scope, args) -> {
                    VersionRange range = VersionRange.parse(scope.meter(), args.string(0));
                    return range.contains(GoVersion.parse(args.string(1)));
                });
    }
}
