package dev.nordbox.appliance.render.gotemplate;

import java.util.Arrays;
import java.util.List;

/**
 * A function templates can call, with the signature Go sees.
 *
 * @param variadic the last parameter stands for any number
 * @param returnsAny the result comes in an interface
 */
record Function(
        String name, List<Param> parameters, boolean variadic, boolean returnsAny, Body body) {

    /**
     * Arguments are of the declared types: {@link String}, {@link GoInt}, {@link Double}, {@link
     * Boolean}, {@link GoMap}, anything for {@code any}.
     */
    @FunctionalInterface
    interface Body {
        Object call(Scope scope, Args args);
    }

    /** {@code "int string... -> any"}: parameters, dots after the last for variadic, result. */
    static Function of(String name, String signature, Body body) {
        String[] sides = signature.split("->", -1);
        List<String> words = Arrays.stream(sides[0].trim().split(" ")).toList();
        if (words.equals(List.of(""))) {
            words = List.of();
        }
        boolean variadic = sides[0].trim().endsWith("...");
        List<Param> parameters =
                words.stream().map(word -> Param.of(word.replace("...", ""))).toList();
        boolean returnsAny = sides.length > 1 && sides[1].trim().equals("any");
        return new Function(name, parameters, variadic, returnsAny, body);
    }

    int fixed() {
        return variadic ? parameters.size() - 1 : parameters.size();
    }

    Param parameter(int i) {
        return parameters.get(Math.min(i, parameters.size() - 1));
    }

    Object call(Scope scope, List<Object> arguments) {
        Object result = body.call(scope, new Args(arguments));
        scope.meter().steps(1 + size(result));
        return returnsAny ? new Iface(result) : result;
    }

    private static long size(Object result) {
        if (result instanceof String text) {
            return text.length() / 16;
        } else if (result instanceof GoSlice slice) {
            return slice.size();
        }
        return result instanceof GoMap map ? map.size() : 0;
    }
}
