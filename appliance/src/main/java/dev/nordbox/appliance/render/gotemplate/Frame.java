package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayList;
import java.util.List;

/** One template being executed: its variables, and where it is, for messages. */
final class Frame {
    private record Variable(String name, Object value) {}

    private final Source source;
    private final String name;
    private final List<Variable> variables = new ArrayList<>();
    private Node node;

    Frame(Source source, String name, Object dot, Node start) {
        this.source = source;
        this.name = name;
        this.node = start;
        push("$", dot);
    }

    Frame into(String template, Object dot, Node start) {
        return new Frame(source, template, dot, start);
    }

    void at(Node where) {
        node = where;
    }

    void push(String variable, Object value) {
        variables.add(new Variable(variable, value));
    }

    int mark() {
        return variables.size();
    }

    void pop(int mark) {
        variables.subList(mark, variables.size()).clear();
    }

    /** The last declared of that name. */
    Object get(String variable) {
        return variables.get(indexOf(variable)).value();
    }

    void set(String variable, Object value) {
        variables.set(indexOf(variable), new Variable(variable, value));
    }

    /** The variable declared last but so many. */
    void setFromTop(int below, Object value) {
        int index = variables.size() - below;
        variables.set(index, new Variable(variables.get(index).name(), value));
    }

    private int indexOf(String variable) {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name().equals(variable)) {
                return i;
            }
        }
        throw failure("undefined variable: " + variable);
    }

    Failure failure(String problem) {
        return located(Failure.plain(problem));
    }

    Failure located(Failure failure) {
        return failure.prefixed(
                "template: "
                        + source.place(node.position())
                        + ": executing "
                        + Quoting.quote(name)
                        + " at <"
                        + node.written()
                        + ">: ");
    }
}
