package dev.nordbox.appliance.render.gotemplate;

/** Sprig's functions that encode and decode: base64, base32, JSON. */
final class SprigEncoding {
    private SprigEncoding() {}

    static void addTo(Functions.Table table) {
        table.add(
                "b64enc",
                "string",
                (scope, args) -> {
                    scope.meter().grow(0, args.string(0).length() * 4L / 3);
                    return Base64Text.encode(args.string(0));
                });
        table.add("b64dec", "string", (scope, args) -> Base64Text.decode(args.string(0)));
        table.add(
                "b32enc",
                "string",
                (scope, args) -> {
                    scope.meter().grow(0, args.string(0).length() * 8L / 5);
                    return Base32Text.encode(args.string(0));
                });
        table.add("b32dec", "string", (scope, args) -> Base32Text.decode(args.string(0)));

        addJson(table, "toJson", "mustToJson", JsonStyle.ESCAPED);
        addJson(table, "toPrettyJson", "mustToPrettyJson", JsonStyle.INDENTED);
        table.addBoth(
                "toRawJson",
                "any",
                (scope, args) -> JsonText.write(scope.meter(), args.any(0), JsonStyle.RAW));
        table.add(
                "fromJson",
                "string -> any",
                (scope, args) -> {
                    try {
                        return JsonReader.read(scope.meter(), args.string(0));
                    } catch (Failure e) {
                        return GoNil.INVALID;
                    }
                });
        table.add(
                "mustFromJson",
                "string -> any",
                (scope, args) -> JsonReader.read(scope.meter(), args.string(0)));
    }

    private static void addJson(Functions.Table table, String name, String must, JsonStyle style) {
        table.add(
                name,
                "any",
                (scope, args) -> {
                    try {
                        return JsonText.write(scope.meter(), args.any(0), style);
                    } catch (Failure e) {
                        return "";
                    }
                });
        table.add(must, "any", (scope, args) -> JsonText.write(scope.meter(), args.any(0), style));
    }
}
