package dev.nordbox.installer.output;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;

/** Standard error as lines, the last of which can be written over on a terminal. */
public final class Screen {
    static final String BACK_AND_ERASE = "\r\u001b[K";
    private static final int DEFAULT_WIDTH = 100;

    private final PrintStream stream;
    private final boolean terminal;
    private final int width;
    private final Glyphs glyphs;
    private boolean dirty;
    private String last = "";

    /**
     * @param terminal whether a person watches: lines may be written over
     * @param colour false for {@code NO_COLOR} and {@code --no-color}
     */
    public Screen(
            PrintStream stream,
            Charset charset,
            boolean terminal,
            boolean colour,
            Map<String, String> environment) {
        this.stream = stream;
        this.terminal = terminal;
        this.width = width(environment);
        this.glyphs = Glyphs.of(charset, terminal && colour);
    }

    private static int width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
    }

    Glyphs glyphs() {
        return glyphs;
    }

    boolean overwrites() {
        return terminal;
    }

    /** A line that stays. */
    void line(String text) {
        clear();
        stream.println(text.stripTrailing());
        stream.flush();
    }

    /** What is going on now; written over on a terminal, told once in a pipe. */
    void activity(String text) {
        String line = text.lines().findFirst().orElse("").stripTrailing();
        if (terminal) {
            stream.print(BACK_AND_ERASE + cut(line));
            stream.flush();
            dirty = true;
        } else if (!line.equals(last)) {
            stream.println(line);
            stream.flush();
            last = line;
        }
    }

    void clear() {
        if (dirty) {
            stream.print(BACK_AND_ERASE);
            stream.flush();
            dirty = false;
        }
    }

    /** A line that wraps could not be written over. */
    private String cut(String line) {
        String plain = line.replaceAll("\u001b\\[\\d+m", "");
        return plain.length() < width
                ? line
                : plain.substring(0, width - 1 - glyphs.ellipsis().length()) + glyphs.ellipsis();
    }
}
