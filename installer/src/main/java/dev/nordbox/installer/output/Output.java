package dev.nordbox.installer.output;

/** Where events go. Thread-safe; never throws. */
@FunctionalInterface
public interface Output {
    Output SILENT = event -> {};

    void tell(Event event);

    /** Tells two, in order. */
    default Output and(Output other) {
        return event -> {
            tell(event);
            other.tell(event);
        };
    }
}
