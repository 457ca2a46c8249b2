package dev.nordbox.appliance.render.yaml;

/** A place in a text. Lines and columns count from 0. */
record Mark(int index, int line, int column) {
    static final Mark START = new Mark(0, 0, 0);
}
