package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file that settings are read from.
 *
 * @param named on the command line, and not just found where the command is run
 */
record SettingsFile(Path file, boolean named) {

    /**
     * What is told of it at once.
     *
     * @param host of the command line
     */
    List<Event> events(Optional<String> host) {
        List<Event> events = new ArrayList<>();
        events.add(new Event.Noted("settings", "settings from " + shown()));
        Optional<String> said = named ? Optional.empty() : BoxConfigReader.hostOf(file);
        if (host.isPresent() && said.isPresent() && !isSame(host.get(), said.get())) {
            events.add(
                    new Event.Warned(
                            "settings",
                            new Problem(
                                    "its settings are those of %s, and --host says %s"
                                            .formatted(said.get(), host.get()),
                                    shown(),
                                    "if they are not for that host, run it in another directory, or"
                                            + " name another file: -c FILE")));
        }
        return events;
    }

    private String shown() {
        return file.isAbsolute() || file.getNameCount() > 1 ? file.toString() : "./" + file;
    }

    private static boolean isSame(String one, String other) {
        return BoxConfigReader.addressOf(one).equalsIgnoreCase(BoxConfigReader.addressOf(other));
    }
}
