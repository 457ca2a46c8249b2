package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Calls functions: counts arguments, gives them the types asked for, and says what went wrong. */
final class Calls {
    private final Frame frame;
    private final Evaluator evaluator;
    private final Functions functions;
    private final Scope scope;

    Calls(Frame frame, Evaluator evaluator, Functions functions, Meter meter) {
        this.frame = frame;
        this.evaluator = evaluator;
        this.functions = functions;
        this.scope = functions.scope(meter);
    }

    /** {@code words} begin with the function's name, or there are none. */
    Object function(Object dot, Term.Identifier name, Node node, List<Term> words, Object last) {
        frame.at(name);
        Function function = functions.find(name.name()).orElseThrow();
        return call(dot, function, node, arguments(words), last);
    }

    Object method(Object dot, Function method, Node node, List<Term> words, Object last) {
        return call(dot, method, node, arguments(words), last);
    }

    private static List<Term> arguments(List<Term> words) {
        return words.isEmpty() ? words : words.subList(1, words.size());
    }

    private Object call(Object dot, Function function, Node node, List<Term> words, Object last) {
        checkCount(function, words, last);
        String name = function.name();
        if (name.equals("and") || name.equals("or")) {
            return shortCircuit(dot, words, last, name.equals("or"));
        }
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            arguments.add(argument(dot, function.parameter(i), words.get(i)));
        }
        if (last != GoNil.MISSING) {
            arguments.add(convert(last, function.parameter(arguments.size())));
        }
        try {
            if (name.equals("call")) {
                throw notCallable(words, arguments.get(0), last);
            }
            arguments.forEach(this::payToRead);
            return function.call(scope, arguments);
        } catch (Failure e) {
            frame.at(node);
            throw frame.located(e.prefixed("error calling " + name + ": "));
        }
    }

    /** Or a look through a long text would cost no more than one at a word. */
    private void payToRead(Object value) {
        Object argument = Iface.strip(value);
        if (argument instanceof String text) {
            scope.meter().read(text.length());
        } else if (argument instanceof GoSlice list) {
            scope.meter().read(list.size());
        } else if (argument instanceof GoMap map) {
            scope.meter().read(map.size());
        }
    }

    private void checkCount(Function function, List<Term> words, Object last) {
        int given = words.size() + (last == GoNil.MISSING ? 0 : 1);
        String problem = "wrong number of args for " + function.name() + ": want ";
        if (function.variadic() && given < function.fixed()) {
            throw frame.failure(problem + "at least " + function.fixed() + " got " + words.size());
        }
        if (!function.variadic() && given != function.fixed()) {
            throw frame.failure(problem + function.fixed() + " got " + given);
        }
    }

    private Object shortCircuit(Object dot, List<Term> words, Object last, boolean stopsAt) {
        Object value = GoNil.INVALID;
        for (Term word : words) {
            value = argument(dot, Param.VALUE, word);
            if (Truth.of(value) == stopsAt) {
                return value;
            }
        }
        return last == GoNil.MISSING ? value : last;
    }

    private Failure notCallable(List<Term> words, Object callee, Object last) {
        Object bare = Iface.strip(callee);
        if (bare == GoNil.INVALID) {
            return Failure.plain("call of nil");
        }
        String type = Types.name(bare);
        if (!words.isEmpty()) {
            return Failure.plain("non-function " + words.get(0).written() + " of type " + type);
        }
        String shown = last instanceof String text ? text : "<" + Types.name(last) + " Value>";
        return Failure.revealing(
                "non-function " + shown + " of type " + type, "non-function of type " + type);
    }

    private Object argument(Object dot, Param parameter, Term word) {
        frame.at(word);
        if (word instanceof Term.Nil) {
            if (!parameter.canBeNil()) {
                throw frame.failure("cannot assign nil to " + parameter.type());
            }
            return nil(parameter);
        }
        boolean literal =
                word instanceof Term.Bool
                        || word instanceof Term.Number
                        || word instanceof Term.Quoted;
        return literal
                ? literal(dot, parameter, word)
                : convert(evaluator.value(dot, word), parameter);
    }

    private static Object nil(Param parameter) {
        return parameter == Param.MAP ? GoMap.nil() : GoNil.INVALID;
    }

    private Object literal(Object dot, Param parameter, Term word) {
        NumberLiteral number =
                word instanceof Term.Number term ? term.literal() : NumberLiteral.NONE;
        switch (parameter) {
            case ANY, VALUE:
                return evaluator.literal(dot, word);
            case BOOL:
                return expected(word instanceof Term.Bool, "bool", word, () -> bool(word));
            case STRING:
                return expected(word instanceof Term.Quoted, "string", word, () -> quoted(word));
            case FLOAT:
                return expected(
                        number.real().isPresent(),
                        "float",
                        word,
                        () -> number.real().getAsDouble());
            case INT, INT64:
                GoInt.Kind kind = parameter == Param.INT ? GoInt.Kind.INT : GoInt.Kind.INT64;
                return expected(
                        number.integer().isPresent(),
                        "integer",
                        word,
                        () -> new GoInt(kind, number.integer().getAsLong()));
            case UINT32:
                return expected(
                        number.unsigned().isPresent(),
                        "unsigned integer",
                        word,
                        () ->
                                new GoInt(
                                        GoInt.Kind.UINT32,
                                        number.unsigned().getAsLong() & 0xFFFFFFFFL));
            default:
                throw frame.failure(
                        "can't handle " + word.written() + " for arg of type " + parameter.type());
        }
    }

    private Object expected(boolean fits, String what, Term word, Supplier<Object> value) {
        if (!fits) {
            throw frame.failure("expected " + what + "; found " + word.written());
        }
        return value.get();
    }

    private static Object bool(Term word) {
        return ((Term.Bool) word).value();
    }

    private static Object quoted(Term word) {
        return ((Term.Quoted) word).text();
    }

    /** A value as the parameter takes it; Go converts nothing but takes interfaces apart. */
    private Object convert(Object value, Param parameter) {
        if (value == GoNil.INVALID) {
            if (!parameter.canBeNil()) {
                throw frame.failure("invalid value; expected " + parameter.type());
            }
            return nil(parameter);
        }
        if (parameter == Param.VALUE) {
            return value;
        }
        Object bare = Iface.strip(value);
        if (parameter == Param.ANY || Types.name(bare).equals(parameter.type())) {
            return bare;
        }
        boolean nilInterface = value instanceof Iface iface && iface.isNil();
        String got = nilInterface ? "interface {}" : Types.name(bare);
        throw frame.failure("wrong type for value; expected " + parameter.type() + "; got " + got);
    }
}
