package dev.nordbox.appliance.render.yaml;

/**
 * The comments around a node, {@code #} included, {@code ""} where there is none.
 *
 * @param head the lines above
 * @param line behind the value, on its line
 * @param foot the lines below, before an empty line
 */
public record Comments(String head, String line, String foot) {
    public static final Comments NONE = new Comments("", "", "");
}
