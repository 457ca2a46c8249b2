package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sprig's functions on maps. {@code set}, {@code unset} and the merges change the map given. */
final class SprigDicts {
    private SprigDicts() {}

    static void addTo(Functions.Table table) {
        table.add("dict", "any...", SprigDicts::dict);
        table.add(
                "get",
                "map string -> any",
                (scope, args) -> args.map(0).get(args.string(1)).orElse(""));
        table.add(
                "set",
                "map string any",
                (scope, args) -> args.map(0).put(args.string(1), args.any(2)));
        table.add(
                "unset",
                "map string",
                (scope, args) -> {
                    args.map(0).remove(args.string(1));
                    return args.map(0);
                });
        table.add("hasKey", "map string", (scope, args) -> args.map(0).has(args.string(1)));
        table.add("pluck", "string map...", SprigDicts::pluck);
        table.add("keys", "map...", SprigDicts::keys);
        table.add(
                "values",
                "map",
                (scope, args) -> GoSlice.ofAny(new ArrayList<>(args.map(0).entries().values())));
        table.add("pick", "map string...", SprigDicts::pick);
        table.add("omit", "map string...", SprigDicts::omit);
        table.addBoth("merge", "map map... -> any", merging(false));
        table.addBoth("mergeOverwrite", "map map... -> any", merging(true));
        table.add("dig", "any... -> any", SprigDicts::dig);
        table.addBoth("deepCopy", "any -> any", SprigDicts::deepCopy);
    }

    private static Object dict(Scope scope, Args args) {
        GoMap map = GoMap.ofAny();
        for (int i = 0; i < args.size(); i += 2) {
            String key = SprigStrings.text(scope.meter(), args.any(i));
            map.put(key, i + 1 < args.size() ? args.any(i + 1) : "");
        }
        return map;
    }

    private static Object pluck(Scope scope, Args args) {
        List<Object> found = new ArrayList<>();
        for (Object map : args.rest(1)) {
            ((GoMap) map).get(args.string(0)).ifPresent(found::add);
        }
        return GoSlice.ofAny(found);
    }

    /** In order, where the original has none. */
    private static Object keys(Scope scope, Args args) {
        List<String> keys = new ArrayList<>();
        for (Object map : args.values()) {
            keys.addAll(((GoMap) map).entries().keySet());
            scope.meter().steps(((GoMap) map).size());
        }
        return GoSlice.ofStrings(keys);
    }

    private static Object pick(Scope scope, Args args) {
        GoMap picked = GoMap.ofAny();
        for (Object key : args.rest(1)) {
            String name = (String) key;
            args.map(0).get(name).ifPresent(value -> picked.put(name, value));
        }
        return picked;
    }

    private static Object omit(Scope scope, Args args) {
        GoMap kept = GoMap.ofAny();
        for (Map.Entry<String, Object> entry : args.map(0).entries().entrySet()) {
            if (!args.rest(1).contains(entry.getKey())) {
                kept.put(entry.getKey(), entry.getValue());
            }
        }
        return kept;
    }

    private static Function.Body merging(boolean overwrite) {
        return (scope, args) -> {
            GoMap target = args.map(0);
            for (Object source : args.rest(1)) {
                GoMap map = (GoMap) source;
                target = target.isNil() && !map.isNil() ? GoMap.ofAny() : target;
                Merge.into(scope.meter(), target, map, overwrite);
            }
            return target;
        };
    }

    private static Object dig(Scope scope, Args args) {
        int count = args.size();
        if (count < 3) {
            throw Failure.plain("dig needs at least three arguments");
        }
        Object step = args.any(count - 1);
        GoMap map = asMap(step);
        for (int i = 0; i < count - 2; i++) {
            if (!(args.any(i) instanceof String)) {
                throw conversion(args.any(i), "string");
            }
        }
        for (int i = 0; i < count - 2; i++) {
            if (!map.has(args.string(i))) {
                return args.any(count - 2);
            }
            step = map.get(args.string(i)).orElseThrow();
            map = i < count - 3 ? asMap(step) : map;
        }
        return step;
    }

    private static GoMap asMap(Object value) {
        if (value instanceof GoMap map && !map.isOfStrings()) {
            return map;
        }
        throw conversion(value, "map[string]interface {}");
    }

    private static Failure conversion(Object value, String wanted) {
        String is = value == GoNil.INVALID ? "nil" : Types.name(value);
        return Failure.plain("interface conversion: interface {} is " + is + ", not " + wanted);
    }

    private static Object deepCopy(Scope scope, Args args) {
        if (args.any(0) == GoNil.INVALID) {
            throw Failure.plain("reflect: call of reflect.Value.Type on zero Value");
        }
        return copy(scope.meter(), args.any(0));
    }

    private static Object copy(Meter meter, Object value) {
        meter.enter();
        Object copy = value;
        if (value instanceof GoMap map && !map.isNil()) {
            GoMap made = map.isOfStrings() ? GoMap.ofStrings() : GoMap.ofAny();
            map.entries().forEach((key, element) -> made.put(key, copy(meter, element)));
            copy = made;
        } else if (value instanceof GoSlice slice && !slice.nil()) {
            List<Object> elements = new ArrayList<>();
            slice.elements().forEach(element -> elements.add(copy(meter, element)));
            copy = new GoSlice(slice.of(), elements, false);
        }
        meter.leave();
        return copy;
    }
}
