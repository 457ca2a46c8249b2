package dev.nordbox.appliance.render.gotemplate;

import java.util.Optional;

/** A value of a Go type with methods, of which templates may call the few that are told here. */
sealed interface GoObject permits GoTime, GoVersion {
    String type();

    /** {@code struct} or {@code ptr}. */
    String kind();

    /** {@code String()}, as Go prints it. */
    String printed();

    /** Whether Go's type has the method, offered here or not. */
    boolean hasMethod(String name);

    Optional<Function> method(String name);
}
