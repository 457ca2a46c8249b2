package dev.nordbox.appliance.redis;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One connection, made when it is needed and again after each failure. For one thread at a time.
 */
final class RedisConnection implements AutoCloseable {

    /** The same on any server: nothing is asked of it before the first command. */
    private static final JedisClientConfig PLAIN =
            DefaultJedisClientConfig.builder()
                    .autoNegotiateProtocol(false)
                    .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                    .build();

    private final SocketAddress address;
    private final int mostBytes;
    private Optional<Live> live = Optional.empty();

    private record Live(TimedSocket socket, Connection connection) {}

    /**
     * @param mostBytes of a value
     */
    RedisConnection(SocketAddress address, int mostBytes) {
        this.address = address;
        this.mostBytes = mostBytes;
    }

    /**
     * The first bytes of a value, so that a huge one is not sent; none when there is no value.
     *
     * @throws JedisException what Redis says, or why it says nothing
     */
    byte[] beginning(String key, int bytes, Duration within) {
        Object answer =
                run(new CommandArguments(Command.GETRANGE).key(key).add(0).add(bytes - 1), within);
        return answer instanceof byte[] value ? value : new byte[0];
    }

    /**
     * @throws JedisException what Redis says, or why it says nothing
     */
    void set(String key, byte[] value, Duration expiry, Duration within) {
        run(
                new CommandArguments(Command.SET)
                        .key(key)
                        .add(value)
                        .add("EX")
                        .add(expiry.toSeconds()),
                within);
    }

    /**
     * @throws JedisException why there is no answer
     */
    void ping(Duration within) {
        run(new CommandArguments(Command.PING), within);
    }

    private Object run(CommandArguments command, Duration within) {
        try {
            if (live.isEmpty()) {
                live = Optional.of(connect(within));
            } else {
                live.get().socket().endIn(within);
            }
            return live.get().connection().executeCommand(command);
        } catch (IOException e) {
            throw new JedisConnectionException(e.getMessage(), e);
        } catch (JedisDataException e) {
            throw e; // an answer as any
        } catch (RuntimeException e) {
            close(); // what of an answer is still under way belongs to nobody
            throw e instanceof JedisException known ? known : new JedisConnectionException(e);
        }
    }

    private Live connect(Duration within) throws IOException {
        TimedSocket socket = TimedSocket.connect(address, within, mostBytes);
        return new Live(socket, new Connection(() -> socket, PLAIN));
    }

    @Override
    public void close() {
        live.ifPresent(
                was -> {
                    try {
                        was.socket().close();
                    } catch (IOException e) {
                        return; // gone either way
                    }
                });
        live = Optional.empty();
    }
}
