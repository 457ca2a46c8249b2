package dev.nordbox.appliance.render.gotemplate;

import java.util.List;

/** Gives pipelines, commands and fields their values. */
final class Evaluator {
    private static final List<Term> NO_WORDS = List.of();

    private final Frame frame;
    private final MissingKey missingKey;
    private final Meter meter;
    private final Calls calls;

    Evaluator(Frame frame, Functions functions, MissingKey missingKey, Meter meter) {
        this.frame = frame;
        this.missingKey = missingKey;
        this.meter = meter;
        this.calls = new Calls(frame, this, functions, meter);
    }

    /** The value of the last command; what the pipeline declares is declared. */
    Object pipeline(Object dot, Node.Pipe pipe) {
        meter.enter();
        frame.at(pipe);
        Object value = GoNil.MISSING;
        for (Node.Command command : pipe.commands()) {
            value = Iface.strip(command(dot, command, value));
        }
        for (Term.Variable variable : pipe.declared()) {
            if (pipe.assigns()) {
                meter.read(frame.mark());
                frame.set(variable.names().get(0), value);
            } else {
                frame.push(variable.names().get(0), value);
            }
        }
        meter.leave();
        return value;
    }

    /** {@code last} is what came down the pipeline, an argument after all others. */
    private Object command(Object dot, Node.Command command, Object last) {
        meter.step();
        Term first = command.words().get(0);
        List<Term> words = command.words();
        if (first instanceof Term.Field field) {
            return field(dot, field, words, last);
        } else if (first instanceof Term.Chain chain) {
            return chain(dot, chain, words, last);
        } else if (first instanceof Term.Identifier name) {
            return calls.function(dot, name, command, words, last);
        } else if (first instanceof Node.Pipe pipe) {
            refuseArguments(words, last);
            return pipeline(dot, pipe);
        } else if (first instanceof Term.Variable variable) {
            return variable(dot, variable, words, last);
        }
        frame.at(first);
        refuseArguments(words, last);
        if (first instanceof Term.Nil) {
            throw frame.failure("nil is not a command");
        }
        return literal(dot, first);
    }

    private void refuseArguments(List<Term> words, Object last) {
        if (words.size() > 1 || last != GoNil.MISSING) {
            throw frame.failure("can't give argument to non-function " + words.get(0).written());
        }
    }

    /** A word as a value of no particular type. */
    Object literal(Object dot, Term word) {
        frame.at(word);
        if (word instanceof Term.Bool bool) {
            return bool.value();
        } else if (word instanceof Term.Dot) {
            return dot;
        } else if (word instanceof Term.Quoted quoted) {
            return quoted.text();
        } else if (word instanceof Term.Number number) {
            try {
                return number.literal().ideal();
            } catch (Failure e) {
                throw frame.located(e);
            }
        }
        throw frame.failure("can't evaluate command " + Quoting.quote(word.written()));
    }

    /** A word that has a value by itself, not by the type asked for; else it is a literal. */
    Object value(Object dot, Term word) {
        frame.at(word);
        if (word instanceof Term.Dot) {
            return dot;
        } else if (word instanceof Term.Field field) {
            return field(dot, field, NO_WORDS, GoNil.MISSING);
        } else if (word instanceof Term.Variable variable) {
            return variable(dot, variable, NO_WORDS, GoNil.MISSING);
        } else if (word instanceof Node.Pipe pipe) {
            return pipeline(dot, pipe);
        } else if (word instanceof Term.Identifier name) {
            return calls.function(dot, name, name, NO_WORDS, GoNil.MISSING);
        } else if (word instanceof Term.Chain chain) {
            return chain(dot, chain, NO_WORDS, GoNil.MISSING);
        }
        return literal(dot, word);
    }

    private Object field(Object dot, Term.Field field, List<Term> words, Object last) {
        frame.at(field);
        return fields(dot, dot, field, field.names(), words, last);
    }

    private Object chain(Object dot, Term.Chain chain, List<Term> words, Object last) {
        frame.at(chain);
        Object head = value(dot, chain.head());
        return fields(dot, head, chain, chain.names(), words, last);
    }

    private Object variable(Object dot, Term.Variable variable, List<Term> words, Object last) {
        frame.at(variable);
        List<String> names = variable.names();
        meter.read(frame.mark());
        Object value = frame.get(names.get(0));
        if (names.size() == 1) {
            if (!words.isEmpty()) {
                refuseArguments(words, last);
            }
            return value;
        }
        return fields(dot, value, variable, names.subList(1, names.size()), words, last);
    }

    private Object fields(
            Object dot,
            Object start,
            Term node,
            List<String> names,
            List<Term> words,
            Object last) {
        Object receiver = start;
        for (String name : names.subList(0, names.size() - 1)) {
            receiver = field(dot, name, node, NO_WORDS, GoNil.MISSING, receiver);
        }
        return field(dot, names.get(names.size() - 1), node, words, last, receiver);
    }

    private Object field(
            Object dot, String name, Term node, List<Term> words, Object last, Object receiver) {
        meter.step();
        if (receiver == GoNil.INVALID) {
            if (missingKey == MissingKey.ERROR) {
                throw frame.failure("nil data; no entry for key " + Quoting.quote(name));
            }
            return GoNil.INVALID;
        }
        String type = Types.name(receiver);
        if (receiver instanceof Iface iface && iface.isNil()) {
            throw frame.failure("nil pointer evaluating " + type + "." + name);
        }
        Object bare = Iface.strip(receiver);
        if (bare instanceof GoObject object && object.hasMethod(name)) {
            Function method = object.method(name).orElseThrow(() -> refused(object, name));
            return calls.method(dot, method, node, words, last);
        }
        if (bare instanceof GoMap map) {
            if (words.size() > 1 || last != GoNil.MISSING) {
                throw frame.failure(name + " is not a method but has arguments");
            }
            return map.get(name).map(map::element).orElseGet(() -> missing(map, name));
        }
        throw frame.failure("can't evaluate field " + name + " in type " + type);
    }

    private Failure refused(GoObject object, String name) {
        return frame.failure("method " + name + " of " + object.type() + " is refused here");
    }

    private Object missing(GoMap map, String name) {
        return switch (missingKey) {
            case NOTHING -> GoNil.INVALID;
            case ZERO -> map.zero();
            case ERROR -> throw frame.failure("map has no entry for key " + Quoting.quote(name));
        };
    }
}
