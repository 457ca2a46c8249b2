package dev.nordbox.appliance.config;

/**
 * One thing that is wrong with the file.
 *
 * @param line counted from 1; 0 when it concerns the whole file
 */
public record ConfigProblem(String file, int line, String what, String remedy) {

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + what + "; " + remedy;
    }
}
