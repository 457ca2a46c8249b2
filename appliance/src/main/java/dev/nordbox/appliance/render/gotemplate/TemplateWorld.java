package dev.nordbox.appliance.render.gotemplate;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What makes the same template print something else the next time. Without one, the functions that
 * need it are refused by name: a Secret that changes with each look never converges.
 *
 * @param clock for {@code now} and the functions that measure from it
 * @param random for {@code randAlphaNum}, {@code uuidv4} and the like; passwords are made of it, so
 *     it has to be a {@link java.security.SecureRandom} outside of tests
 */
public record TemplateWorld(Clock clock, RandomGenerator random) {}
