/**
 * Files encrypted as <a href="https://age-encryption.org/v1">age v1</a> has it, so that the stock
 * {@code age} reads what we write and we read what it writes. Streams: memory does not grow with
 * the file.
 */
@NullMarked
package dev.nordbox.installer.age;

import org.jspecify.annotations.NullMarked;
