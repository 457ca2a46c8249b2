package dev.nordbox.installer.cli;

import picocli.CommandLine.Option;

/** How a run tells what it does. */
final class OutputOptions {

    /** Format of what goes to standard output. */
    enum Format {
        text,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "json: one event a line on stdout")
    Format format = Format.text;

    @Option(
            names = {"-v", "--verbose"},
            description = "more in the log file")
    boolean verbose;

    @Option(names = "--no-color", description = "no colours; so does NO_COLOR in the environment")
    boolean noColour;

    boolean json() {
        return format == Format.json;
    }
}
