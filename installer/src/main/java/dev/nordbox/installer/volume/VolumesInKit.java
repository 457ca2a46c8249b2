package dev.nordbox.installer.volume;

import dev.nordbox.installer.kit.Manifest;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.step.Note;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which volumes a kit has data of, as a host remembers it: the kit in a line, then a name a line.
 *
 * @param kit for people
 */
public record VolumesInKit(String kit, Set<String> names) {
    /** Of the last kit that somebody saved from this host. */
    public static final String OF_SAVED = Note.STATE_DIRECTORY + "/last-kit-volumes";

    public VolumesInKit {
        names = Set.copyOf(names);
    }

    /**
     * @param kit its file, without a line's end
     */
    public static VolumesInKit of(String kit, Manifest manifest) {
        Set<String> names = new LinkedHashSet<>();
        manifest.volumes().stream().filter(Volume::isCovered).map(Volume::name).forEach(names::add);
        return new VolumesInKit("%s of %s".formatted(kit, manifest.created()), names);
    }

    public String text() {
        return Stream.concat(Stream.of(kit.replaceAll("\\s+", " ")), names.stream().sorted())
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    static VolumesInKit parse(byte[] text) {
        List<String> lines =
                new ArrayList<>(new String(text, StandardCharsets.UTF_8).lines().toList());
        return lines.isEmpty()
                ? new VolumesInKit("", Set.of())
                : new VolumesInKit(lines.get(0), Set.copyOf(lines.subList(1, lines.size())));
    }
}
