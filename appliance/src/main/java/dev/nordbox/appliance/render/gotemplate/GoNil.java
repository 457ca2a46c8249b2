package dev.nordbox.appliance.render.gotemplate;

/** The two values of Go's {@code reflect} that are none. */
enum GoNil {
    /** Nothing: an absent key, a nil that has lost its type. Prints as {@code <no value>}. */
    INVALID,
    /** No value came down the pipeline; an argument that is not there. */
    MISSING
}
