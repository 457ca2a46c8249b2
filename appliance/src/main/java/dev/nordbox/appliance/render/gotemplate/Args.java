package dev.nordbox.appliance.render.gotemplate;

import java.util.List;

/** The arguments of one call, by position and by the type the signature promised. */
record Args(List<Object> values) {
    int size() {
        return values.size();
    }

    Object any(int i) {
        return values.get(i);
    }

    String string(int i) {
        return (String) values.get(i);
    }

    long integer(int i) {
        return ((GoInt) values.get(i)).value();
    }

    double real(int i) {
        return (Double) values.get(i);
    }

    boolean bool(int i) {
        return (Boolean) values.get(i);
    }

    GoMap map(int i) {
        return (GoMap) values.get(i);
    }

    GoTime time(int i) {
        return (GoTime) values.get(i);
    }

    /** From this one on. */
    List<Object> rest(int from) {
        return values.subList(from, values.size());
    }
}
