package dev.nordbox.installer.store;

/**
 * @param size in bytes
 */
public record StoredFile(String name, long size) {}
