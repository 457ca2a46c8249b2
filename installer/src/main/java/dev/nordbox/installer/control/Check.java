package dev.nordbox.installer.control;

/** One question about what was seen. Pure: the looking and trying came before. */
@FunctionalInterface
interface Check {
    Finding examine(Seen seen);
}
