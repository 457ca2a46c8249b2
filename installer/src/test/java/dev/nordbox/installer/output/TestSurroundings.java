package dev.nordbox.installer.output;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A process without a terminal whose streams are kept. */
public final class TestSurroundings {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private final Path home;
    private final Redactor redactor = new Redactor();
    private boolean terminal;
    private Optional<Terminal> person = Optional.empty();
    private Clock clock = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);

    public TestSurroundings(Path home) {
        this.home = home;
    }

    public TestSurroundings with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public TestSurroundings withTerminal() {
        terminal = true;
        return this;
    }

    /** Who can be asked. */
    public TestSurroundings with(Terminal typist) {
        person = Optional.of(typist);
        return this;
    }

    public TestSurroundings with(Clock other) {
        clock = other;
        return this;
    }

    public Surroundings surroundings() {
        return new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                terminal,
                person,
                environment,
                home,
                clock,
                new Random(7),
                redactor);
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
