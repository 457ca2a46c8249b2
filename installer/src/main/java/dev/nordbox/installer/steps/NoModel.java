package dev.nordbox.installer.steps;

/** Model of templates that say the same on every box. */
record NoModel() {}
