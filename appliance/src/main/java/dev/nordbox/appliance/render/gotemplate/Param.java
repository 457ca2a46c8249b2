package dev.nordbox.appliance.render.gotemplate;

/** The type of a function's parameter; decides which arguments are taken and what a literal is. */
enum Param {
    ANY("interface {}"),
    /** Go's {@code reflect.Value}: the function sees whether a value came in an interface. */
    VALUE("reflect.Value"),
    STRING("string"),
    INT("int"),
    INT64("int64"),
    UINT32("uint32"),
    FLOAT("float64"),
    BOOL("bool"),
    MAP("map[string]interface {}"),
    TIME("time.Time");

    private final String type;

    Param(String type) {
        this.type = type;
    }

    String type() {
        return type;
    }

    boolean canBeNil() {
        return this == ANY || this == VALUE || this == MAP;
    }

    static Param of(String word) {
        return switch (word) {
            case "any" -> ANY;
            case "value" -> VALUE;
            case "string" -> STRING;
            case "int" -> INT;
            case "int64" -> INT64;
            case "uint32" -> UINT32;
            case "float64" -> FLOAT;
            case "bool" -> BOOL;
            case "map" -> MAP;
            case "time" -> TIME;
            default -> throw new IllegalArgumentException("no parameter type: " + word);
        };
    }
}
