package dev.nordbox.appliance;

import dev.nordbox.appliance.control.AuditTrail;
import dev.nordbox.appliance.control.Cause;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit trail as a file: a JSON object a line, only ever appended to. Holds no values. */
final class AuditLog implements AuditTrail {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final long LONGEST = 16 << 20;

    private final Path file;
    private final Clock clock;

    AuditLog(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    @Override
    public synchronized void wrote(String action, ResourceKey key, Cause cause) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", clock.instant().toString());
        line.put("action", action);
        line.put("object", key.toString());
        line.put("application", cause.application());
        line.put("revision", cause.revision());
        line.put("reason", cause.reason());
        try {
            if (Files.exists(file) && Files.size(file) > LONGEST) {
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            String text = new String(Json.print(line), StandardCharsets.UTF_8) + "\n";
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.atWarn().log("the audit trail cannot be written: {}", e.getMessage());
        }
    }
}
