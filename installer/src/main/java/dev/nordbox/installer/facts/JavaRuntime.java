package dev.nordbox.installer.facts;

/**
 * A Java runtime that stands on the host.
 *
 * @param executable path of {@code java}
 * @param feature feature release: 17, 21
 */
public record JavaRuntime(String executable, int feature) {}
