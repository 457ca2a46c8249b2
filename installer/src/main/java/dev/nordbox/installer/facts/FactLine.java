package dev.nordbox.installer.facts;

/** A line of what the facts script wrote: fields with tabs between them, the key first. */
record FactLine(String text) {

    /** The field at a place; the key is at 0. */
    String at(int place) {
        return text.split("\t", -1)[place];
    }

    /** How many there are, with the key. */
    int fields() {
        return text.split("\t", -1).length;
    }

    int number(int place) {
        return Integer.parseInt(at(place));
    }

    long size(int place) {
        return Long.parseLong(at(place));
    }

    /** Everything from a field on, tabs included. */
    String from(int place) {
        return text.split("\t", place + 1)[place];
    }
}
