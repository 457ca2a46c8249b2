package dev.nordbox.installer.output;

/** Logging of a program that runs on and on: lines on standard error, for a journal or a person. */
public final class ConsoleLog {
    private ConsoleLog() {}

    public static void open(Surroundings around, Redactor redactor, boolean verbose) {
        // systemd sets it for what it keeps in the journal, which writes the time itself.
        boolean journal = around.environment().containsKey("JOURNAL_STREAM");
        String time = journal ? "" : "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} ";
        LogLines.to(around.err(), time + "%-5level %logger{0}", redactor, verbose);
    }
}
