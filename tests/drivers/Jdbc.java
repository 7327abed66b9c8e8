// Jdbc.java: what the PostgreSQL JDBC driver makes of the schema and the types; questions in, answers out
// (tests/drivers/Drivers.pm).
//
// Two connections: as the driver comes, and with binary transfer from the first execution on, where the types of the
// extension travel as the bytes of their send functions (class Sent). A numeric is a BigDecimal in both.
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;
import org.postgresql.util.PSQLException;

public class Jdbc {
    static final String[] TYPES = {"sector", "industry", "stat_period", "target", "tally"};
    static final Map<Character, String> ESCAPES = Map.of('\\', "\\\\", '\t', "\\t", '\n', "\\n", '\r', "\\r", '\b', "\\b", '\f', "\\f", (char) 11, "\\v");

    static final Map<String, String> TEXTS = new HashMap<>();

    /** A value of a type of the extension as the bytes of its send function, or as text where the server sends text. */
    public static class Sent extends PGobject implements PGBinaryObject {
        private byte[] bytes;

        @Override
        public void setByteValue(byte[] from, int offset) {
            bytes = Arrays.copyOfRange(from, offset, from.length);
        }

        @Override
        public int lengthInBytes() {
            return bytes.length;
        }

        @Override
        public void toBytes(byte[] to, int offset) {
            System.arraycopy(bytes, 0, to, offset, bytes.length);
        }
    }

    private final Connection text;
    private final Connection binary;
    private final BufferedWriter out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));

    Jdbc(String url) throws SQLException {
        text = connect(url, Map.of());
        List<String> oids = new ArrayList<>();
        for (String type : TYPES)
            oids.add(String.valueOf(one(text, "SELECT ?::regtype::oid::int", type)));
        binary = connect(url, Map.of("prepareThreshold", "-1", "binaryTransferEnable", String.join(",", oids)));
        for (String type : TYPES)
            binary.unwrap(PGConnection.class).addDataType(type, Sent.class);
    }

    static Connection connect(String url, Map<String, String> more) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(more);
        properties.setProperty("user", System.getenv("PGUSER"));
        properties.setProperty("password", System.getenv("PGPASSWORD"));
        return DriverManager.getConnection(url, properties);
    }

    /** A cell as COPY would write it, from the Java type that the driver chose. */
    static String shown(Connection c, ResultSet rows, int column) throws SQLException {
        Object cell = rows.getObject(column);
        if (cell == null)
            return null;
        if (cell instanceof BigDecimal)
            return ((BigDecimal) cell).toPlainString();
        if (cell instanceof Boolean)
            return (Boolean) cell ? "t" : "f";
        if (cell instanceof Float || cell instanceof Double)
            throw new SQLException("a float: " + cell);
        if (cell instanceof Array)
            return literal((Object[]) ((Array) cell).getArray());
        if (cell instanceof Sent && ((Sent) cell).bytes != null)
            return textOf(c, (Sent) cell);
        return rows.getString(column);
    }

    /** Bytes, sent back and asked for as text; the same bytes once. */
    static String textOf(Connection c, Sent sent) throws SQLException {
        String key = sent.getType() + Arrays.toString(sent.bytes);
        if (!TEXTS.containsKey(key))
            TEXTS.put(key, one(c, "SELECT ?::" + sent.getType() + "::text", sent));
        return TEXTS.get(key);
    }

    /** An array as the server writes it. */
    static String literal(Object[] items) {
        List<String> parts = new ArrayList<>();
        for (Object item : items) {
            String s = item == null ? "NULL" : item.toString();
            boolean quoted = item != null && (s.isEmpty() || s.equalsIgnoreCase("null") || s.matches("(?s).*[{},\"\\\\\\s].*"));
            parts.add(quoted ? '"' + s.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : s);
        }
        return "{" + String.join(",", parts) + "}";
    }

    static String one(Connection c, String sql, Object... given) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(sql)) {
            for (int i = 0; i < given.length; i++)
                s.setObject(i + 1, given[i]);
            try (ResultSet rows = s.executeQuery()) {
                rows.next();
                return shown(c, rows, 1);
            }
        }
    }

    static List<List<String>> rows(Connection c, String sql) throws SQLException {
        List<List<String>> all = new ArrayList<>();
        try (PreparedStatement s = c.prepareStatement(sql); ResultSet rows = s.executeQuery()) {
            int width = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= width; i++)
                    row.add(shown(c, rows, i));
                all.add(row);
            }
        }
        return all;
    }

    static PGobject object(String type, String value) throws SQLException {
        PGobject o = new PGobject();
        o.setType(type);
        o.setValue(value);
        return o;
    }

    void query(String name, String sql) throws SQLException, IOException {
        List<List<String>> as = rows(text, sql);
        if (!as.equals(rows(binary, sql)))
            throw new SQLException("text and binary differ: " + sql);
        for (List<String> row : as)
            write(name, row.toArray(new String[0]));
    }

    void value(String name, String type, String value) throws SQLException, IOException {
        write(name, "text", one(text, "SELECT ?::" + type, value));
        write(name, "object", one(text, "SELECT ?", object(type, value)));
        Sent sent;
        try (PreparedStatement s = binary.prepareStatement("SELECT ?::" + type)) {
            s.setString(1, value);
            try (ResultSet rows = s.executeQuery()) {
                rows.next();
                sent = (Sent) rows.getObject(1);
            }
        }
        if (sent.bytes == null)
            throw new SQLException("no bytes");
        write(name, "binary", one(binary, "SELECT ?::text", sent));
        Array array = text.createArrayOf(type, new Object[] {value, null});
        write(name, "array", one(text, "SELECT ?::" + type + "[]", array));
        write(name, "NULL", one(text, "SELECT ?::" + type, (Object) null));
        try (Statement s = text.createStatement()) {
            s.execute("CREATE TEMPORARY TABLE kept (v " + type + ")");
            // setString is a varchar: an INSERT assigns it without a cast.
            try (PreparedStatement insert = text.prepareStatement("INSERT INTO kept VALUES (?)")) {
                for (Object o : new Object[] {value, object(type, value)}) {
                    insert.setObject(1, o);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            write(name, "insert", one(text, "SELECT CASE WHEN count(*) = 2 THEN min(v::text) END FROM kept WHERE v = ?::" + type, value));
            s.execute("DROP TABLE kept");
        }
    }

    void number(String name, String digits) throws SQLException, IOException {
        BigDecimal given = new BigDecimal(digits);
        write(name, "text", one(text, "SELECT ?::numeric", given));
        write(name, "binary", one(binary, "SELECT ?::numeric", given));
        write(name, "sum", one(text, "SELECT tally_value(sector_tally(v, s), 'sx.it') FROM (VALUES (?::numeric, 'sx.it'::sector)) AS t (v, s)", given));
    }

    void error(String name, String sql) throws IOException {
        try (Statement s = text.createStatement()) {
            s.execute(sql);
        } catch (SQLException e) {
            var m = ((PSQLException) e).getServerErrorMessage();
            write(name, e.getSQLState(), m.getMessage(), m.getDetail(), m.getHint());
        }
    }

    void write(String name, String... fields) throws IOException {
        out.write(name);
        for (String field : fields) {
            out.write('\t');
            if (field == null) {
                out.write("\\N");
                continue;
            }
            for (char c : field.toCharArray())
                out.write(ESCAPES.getOrDefault(c, String.valueOf(c)));
        }
        out.write('\n');
    }

    static String plain(String field) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\') {
                String escape = field.substring(i, ++i + 1);
                c = ESCAPES.entrySet().stream().filter(e -> e.getValue().equals(escape)).findFirst().get().getKey();
            }
            text.append(c);
        }
        return text.toString();
    }

    public static void main(String[] arguments) throws Exception {
        Jdbc jdbc = new Jdbc(arguments[0]);
        for (String line : Files.readString(Path.of(arguments[1])).split("\n")) {
            String[] f = Arrays.stream(line.split("\t", -1)).map(Jdbc::plain).toArray(String[]::new);
            try {
                switch (f[0]) {
                    case "query": jdbc.query(f[1], f[2]); break;
                    case "value": jdbc.value(f[1], f[2], f[3]); break;
                    case "number": jdbc.number(f[1], f[2]); break;
                    default: jdbc.error(f[1], f[2]);
                }
            } catch (SQLException | RuntimeException failure) { // an answer like any other: the test compares it and says so
                jdbc.write(f[1], "failed", failure.toString());
            }
        }
        jdbc.out.flush();
    }
}
