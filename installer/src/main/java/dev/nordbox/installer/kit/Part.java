package dev.nordbox.installer.kit;

/**
 * One file of a kit.
 *
 * @param path relative, of plain names
 * @param size in bytes
 * @param sha256 lower-case hexadecimal
 */
public record Part(String path, long size, String sha256) {}
