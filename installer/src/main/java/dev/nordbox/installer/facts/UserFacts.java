package dev.nordbox.installer.facts;

/** One line of {@code /etc/passwd}. */
public record UserFacts(int uid, int gid, String home, String shell) {}
