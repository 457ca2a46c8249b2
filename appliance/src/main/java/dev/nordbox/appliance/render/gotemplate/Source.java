package dev.nordbox.appliance.render.gotemplate;

/**
 * The text of a template, to say where in it something is.
 *
 * @param text as bytes of Go
 */
record Source(String name, String text) {
    /** {@code name:line:column}; lines from 1, columns in bytes from 0, as Go counts. */
    String place(int position) {
        String before = text.substring(0, Math.min(position, text.length()));
        int lineStart = before.lastIndexOf('\n') + 1;
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return name + ":" + line + ":" + (position - lineStart);
    }
}
