package dev.nordbox.installer.host.ssh;

import java.io.IOException;
import java.util.Map;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;

/** Signals as SSH spells them (RFC 4254, 6.9 and 6.10). */
final class ExitSignal {
    private static final Map<String, Integer> NUMBERS =
            Map.ofEntries(
                    Map.entry("HUP", 1),
                    Map.entry("INT", 2),
                    Map.entry("QUIT", 3),
                    Map.entry("ILL", 4),
                    Map.entry("ABRT", 6),
                    Map.entry("FPE", 8),
                    Map.entry("KILL", 9),
                    Map.entry("USR1", 10),
                    Map.entry("SEGV", 11),
                    Map.entry("USR2", 12),
                    Map.entry("PIPE", 13),
                    Map.entry("ALRM", 14),
                    Map.entry("TERM", 15));

    private ExitSignal() {}

    /** 128 and the signal's number, as a shell would report it. */
    static int codeOf(String signal) {
        return 128 + NUMBERS.getOrDefault(signal, 127);
    }

    /** Asks the far side to end a command; it may not listen (sudo's children are root's). */
    static void terminate(ChannelExec channel) {
        try {
            Buffer request =
                    channel.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
            request.putUInt(channel.getRecipient());
            request.putString("signal");
            request.putBoolean(false);
            request.putString("TERM");
            channel.getSession().writePacket(request);
        } catch (IOException e) {
            // The channel is closed next in any case, and the deadline is what gets reported.
            channel.close(true);
        }
    }
}
