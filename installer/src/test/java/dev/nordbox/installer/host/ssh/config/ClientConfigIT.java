package dev.nordbox.installer.host.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code ssh -G} says what ssh itself makes of a configuration: ours has to be the same. */
class ClientConfigIT {
    private static final List<String> KEYS =
            List.of(
                    "hostname",
                    "user",
                    "port",
                    "identityfile",
                    "certificatefile",
                    "identitiesonly",
                    "identityagent",
                    "hostkeyalias",
                    "userknownhostsfile",
                    "globalknownhostsfile",
                    "proxyjump",
                    "proxycommand",
                    "stricthostkeychecking",
                    "hashknownhosts",
                    "batchmode",
                    "addressfamily",
                    "connecttimeout",
                    "preferredauthentications",
                    "pubkeyauthentication",
                    "kbdinteractiveauthentication",
                    "passwordauthentication");

    @TempDir static Path folder;

    static Stream<Arguments> configurations() throws IOException {
        List<String> texts = new ArrayList<>();
        for (String text : text("ssh-configurations.txt").split("(?m)^====.*\n")) {
            if (!text.isBlank()) {
                texts.add(text);
            }
        }
        List<Query> queries = new ArrayList<>();
        for (String host : List.of("prod", "db.example.no", "WEB1", "203.0.113.7", "other")) {
            queries.add(new Query(host, Optional.empty(), Optional.empty()));
        }
        queries.add(new Query("prod", Optional.of("ops"), Optional.of(2022)));
        return texts.stream()
                .flatMap(text -> queries.stream().map(query -> Arguments.of(text, query)));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void whatCountsIsWhatSshSays(String text, Query query) throws Exception {
        Path file = write("config", text.replace("@DIR@", folder.toString()));
        write("more.conf", text("ssh-include-more.txt"));
        write("d-10.conf", "Host prod\n  Port 4010\n  IdentityFile ~/.ssh/ten\n");
        write("d-20.conf", "Port 4020\nIdentityFile ~/.ssh/twenty\n");

        assertThat(ours(file, query)).isEqualTo(sshs(file, query));
    }

    private static Map<String, List<String>> ours(Path file, Query query) throws Exception {
        Path home = Path.of(System.getProperty("user.home"));
        ClientConfig config =
                new ClientConfig(List.of(), home, System.getProperty("user.name"), Map.of())
                        .only(file.toString());
        Settings settings = config.settings(query);
        Map<String, List<String>> all = sshs(Path.of("/dev/null"), query);
        for (String key : KEYS) {
            List<String> said = new ArrayList<>();
            for (ConfigLine line : settings.all(key)) {
                said.add(key.equals("proxycommand") ? line.rest() : String.join(" ", line.words()));
            }
            boolean fromCommandLine =
                    key.equals("user") && query.user().isPresent()
                            || key.equals("port") && query.port().isPresent();
            boolean nothing = said.equals(List.of("none")) && key.startsWith("proxy");
            if (!said.isEmpty() && !fromCommandLine && !nothing) {
                all.put(key, said.stream().map(ClientConfigIT::normal).toList());
            }
        }
        // ssh prints these with the home folder in them, and the other files without.
        for (String key : List.of("identityagent", "userknownhostsfile")) {
            all.computeIfPresent(
                    key, (any, said) -> List.of(said.get(0).replaceFirst("^~", home.toString())));
        }
        all.put("hostname", List.of(HostName.of(query, settings)));
        return all;
    }

    private static Map<String, List<String>> sshs(Path file, Query query) throws Exception {
        List<String> words = new ArrayList<>(List.of("ssh", "-G", "-F", file.toString()));
        query.user().ifPresent(user -> words.addAll(List.of("-l", user)));
        query.port().ifPresent(port -> words.addAll(List.of("-p", port.toString())));
        words.add(query.host());
        Process ssh = new ProcessBuilder(words).redirectErrorStream(true).start();
        String printed = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ssh.waitFor()).as(printed).isZero();
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String line : printed.split("\n")) {
            String[] parts = line.split(" ", 2);
            if (KEYS.contains(parts[0])) {
                all.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(normal(parts[1]));
            }
        }
        return all;
    }

    private static String normal(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> "yes";
            case "no", "false", "off" -> "no";
            default -> value;
        };
    }

    private static Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String text(String name) throws IOException {
        try (var in = ClientConfigIT.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
