package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Sprig's functions on lists. None changes the list it is given. */
final class SprigLists {
    private SprigLists() {}

    static void addTo(Functions.Table table) {
        for (String name : List.of("list", "tuple")) {
            table.add(
                    name, "any...", (scope, args) -> GoSlice.ofAny(new ArrayList<>(args.values())));
        }
        ends(table);
        building(table);
        choosing(table);
        table.addBoth("slice", "any any... -> any", SprigLists::slice);
        table.addBoth("chunk", "int any", SprigLists::chunk);
    }

    private static void ends(Functions.Table table) {
        table.addBoth(
                "first",
                "any -> any",
                (scope, args) -> {
                    GoSlice list = list(args.any(0), "Cannot find first on type ");
                    return list.size() == 0 ? GoNil.INVALID : list.get(0);
                });
        table.addBoth(
                "last",
                "any -> any",
                (scope, args) -> {
                    GoSlice list = list(args.any(0), "Cannot find last on type ");
                    return list.size() == 0 ? GoNil.INVALID : list.get(list.size() - 1);
                });
        table.addBoth(
                "rest",
                "any",
                (scope, args) -> {
                    GoSlice list = list(args.any(0), "Cannot find rest on type ");
                    return list.size() == 0 ? GoSlice.nilOfAny() : copy(list, 1, list.size());
                });
        table.addBoth(
                "initial",
                "any",
                (scope, args) -> {
                    GoSlice list = list(args.any(0), "Cannot find initial on type ");
                    return list.size() == 0 ? GoSlice.nilOfAny() : copy(list, 0, list.size() - 1);
                });
    }

    private static void building(Functions.Table table) {
        Function.Body push =
                (scope, args) -> {
                    GoSlice list = list(args.any(0), "Cannot push on type ");
                    GoSlice longer = copy(list, 0, list.size());
                    longer.elements().add(args.any(1));
                    return longer;
                };
        table.addBoth("append", "any any", push).addBoth("push", "any any", push);
        table.addBoth(
                "prepend",
                "any any",
                (scope, args) -> {
                    GoSlice list = list(args.any(0), "Cannot prepend on type ");
                    GoSlice longer = copy(list, 0, list.size());
                    longer.elements().add(0, args.any(1));
                    return longer;
                });
        table.addBoth(
                "reverse",
                "any",
                (scope, args) -> {
                    GoSlice list = list(args.any(0), "Cannot find reverse on type ");
                    GoSlice reversed = copy(list, 0, list.size());
                    Collections.reverse(reversed.elements());
                    return reversed;
                });
        table.add("concat", "any... -> any", SprigLists::concat);
    }

    private static void choosing(Functions.Table table) {
        table.addBoth(
                "compact",
                "any",
                (scope, args) -> {
                    GoSlice list = list(args.any(0), "Cannot compact on type ");
                    List<Object> kept = new ArrayList<>(list.elements());
                    kept.removeIf(Truth::isEmpty);
                    return GoSlice.ofAny(kept);
                });
        table.addBoth(
                "uniq",
                "any",
                (scope, args) -> {
                    GoSlice list = list(args.any(0), "Cannot find uniq on type ");
                    List<Object> kept = new ArrayList<>();
                    for (Object element : list.elements()) {
                        if (!isIn(scope.meter(), kept, element)) {
                            kept.add(element);
                        }
                    }
                    return GoSlice.ofAny(kept);
                });
        table.addBoth(
                "without",
                "any any...",
                (scope, args) -> {
                    GoSlice list = list(args.any(0), "Cannot find without on type ");
                    List<Object> kept = new ArrayList<>();
                    for (Object element : list.elements()) {
                        if (!isIn(scope.meter(), args.rest(1), element)) {
                            kept.add(element);
                        }
                    }
                    return GoSlice.ofAny(kept);
                });
        table.addBoth(
                "has",
                "any any",
                (scope, args) ->
                        args.any(1) != GoNil.INVALID
                                && isIn(
                                        scope.meter(),
                                        list(args.any(1), "Cannot find has on type ").elements(),
                                        args.any(0)));
    }

    private static boolean isIn(Meter meter, List<Object> elements, Object wanted) {
        for (Object element : elements) {
            if (DeepEqual.test(meter, wanted, element)) {
                return true;
            }
        }
        return false;
    }

    private static GoSlice list(Object value, String problem) {
        if (value instanceof GoSlice slice) {
            return slice;
        }
        if (value == GoNil.INVALID) {
            throw Failure.nilPointer();
        }
        throw Failure.plain(problem + Types.kind(value));
    }

    private static GoSlice copy(GoSlice list, int from, int to) {
        return GoSlice.ofAny(new ArrayList<>(list.elements().subList(from, to)));
    }

    private static Object concat(Scope scope, Args args) {
        List<Object> all = new ArrayList<>();
        boolean none = true;
        for (Object value : args.values()) {
            GoSlice list = SprigLists.concatenable(value);
            scope.meter().steps(list.size());
            none &= list.size() == 0;
            all.addAll(list.elements());
        }
        return none ? GoSlice.nilOfAny() : GoSlice.ofAny(all);
    }

    private static GoSlice concatenable(Object value) {
        if (value instanceof GoSlice || value == GoNil.INVALID) {
            return list(value, "");
        }
        throw Failure.plain("Cannot concat type " + Types.kind(value) + " as list");
    }

    private static Object slice(Scope scope, Args args) {
        GoSlice list = list(args.any(0), "list should be type of slice or array but ");
        if (list.size() == 0) {
            return GoNil.INVALID;
        }
        long start = args.size() > 1 ? Casts.toLong(args.any(1)) : 0;
        long end = args.size() > 2 ? Casts.toLong(args.any(2)) : list.size();
        if (start < 0 || end < start || end > list.size()) {
            throw Failure.plain("reflect.Value.Slice: slice index out of bounds");
        }
        return list.slice((int) start, (int) end);
    }

    private static Object chunk(Scope scope, Args args) {
        long size = args.integer(0);
        GoSlice list = list(args.any(1), "Cannot chunk type ");
        List<Object> chunks = new ArrayList<>();
        if (size < 1) {
            return unusualChunks(size, list);
        }
        for (int from = 0; from < list.size(); from += (int) size) {
            long to = Math.min(list.size(), from + size);
            chunks.add(copy(list, from, (int) to));
            if (to == list.size()) {
                break;
            }
        }
        return new GoSlice(GoSlice.Of.LISTS, chunks, false);
    }

    /** Sizes that make no sense, with the panics and results the arithmetic of Go gives them. */
    private static Object unusualChunks(long size, GoSlice list) {
        double count = Math.floor((double) (list.size() - 1) / size) + 1;
        if (count == 0) {
            return new GoSlice(GoSlice.Of.LISTS, new ArrayList<>(), false);
        }
        throw Failure.plain("runtime error: makeslice: len out of range");
    }
}
