package dev.nordbox.appliance.render.gotemplate;

/** How JSON is written. */
enum JsonStyle {
    /** On one line, with {@code <}, {@code >} and {@code &} escaped. */
    ESCAPED,
    /** The same with line ends and two spaces. */
    INDENTED,
    /** On one line; only what JSON demands is escaped. */
    RAW
}
