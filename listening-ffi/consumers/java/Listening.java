// As much of listening.h as a Java program needs to begin with.

import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hears telephone calls. */
public final class Listening {
    private Listening() {}

    /** What the library refuses; its name is that of the status, as "bad_config". */
    public static final class Refused extends RuntimeException {
        public final String name;

        private Refused(int status, String text) {
            super(text.isEmpty() ? C.listening_status_text(status) : text);
            name = C.listening_status_name(status);
        }
    }

    /** Something that a party did, or a silence. Times are in seconds from the first sample. */
    public record Event(String id, String kind, String by, String status, double start, double end, List<String> reasons) {}

    /** The score of the assessed party, 0 to 100, with its interval. */
    public record Score(double value, double low, double high) {}

    /** One call, heard as it comes. Used by one thread at a time. */
    public static final class Session implements AutoCloseable {
        private Pointer raw;
        private final RawEvent next = new RawEvent();

        public Session(int sampleRate) {
            var config = new Config();
            C.listening_config_init(config, new Size(config.size()));
            config.sample_rate = sampleRate;
            var place = new PointerByReference();
            int status = C.listening_session_new(config, place);
            if (status < 0) {
                throw new Refused(status, "");
            }
            raw = place.getValue();
            C.listening_event_init(next, new Size(next.size()));
        }

        /** Takes interleaved stereo in mu-law: left, right, left, right. It may hold any number of frames. */
        public void push(byte[] mulaw, int bytes) {
            done(C.listening_session_push_mulaw(raw, mulaw, new Size(bytes / 2)));
        }

        /** The next event that has become known. */
        public Optional<Event> poll() {
            if (done(C.listening_session_poll_event(raw, next)) != OK) {
                return Optional.empty();
            }
            var reasons = new ArrayList<String>();
            var text = new byte[128];
            while (C.listening_session_last_event_reason(raw, new Size(reasons.size()), text, new Size(text.length), null) == OK) {
                reasons.add(Native.toString(text, "UTF-8"));
            }
            return Optional.of(new Event(Native.toString(next.id, "UTF-8"), C.listening_event_kind_name(next.kind),
                C.listening_party_name(next.by), C.listening_event_status_name(next.status), next.start, next.end, reasons));
        }

        /** Ends the call. The last events can still be polled. */
        public Report finish() {
            var place = new PointerByReference();
            done(C.listening_session_finish(raw, place));
            return new Report(place.getValue());
        }

        @Override
        public void close() {
            C.listening_session_free(raw);
            raw = null;
        }

        private int done(int status) {
            if (status >= 0) {
                return status;
            }
            var text = new byte[512];
            C.listening_session_last_error(raw, text, new Size(text.length), null);
            throw new Refused(status, Native.toString(text, "UTF-8"));
        }
    }

    /** What is said of a call. It never changes; several threads may read it. */
    public static final class Report implements AutoCloseable {
        private Pointer raw;

        private Report(Pointer raw) {
            this.raw = raw;
        }

        /** The report in the schema listening.report/1. */
        public String json() {
            var place = new PointerByReference();
            C.listening_report_json(raw, place, null);
            return place.getValue().getString(0, "UTF-8");
        }

        /** The score; empty where there was too little to score. */
        public Optional<Score> score() {
            var score = new RawScore();
            score.size = new Size(score.size());
            C.listening_report_score(raw, score);
            return Double.isNaN(score.value) ? Optional.empty() : Optional.of(new Score(score.value, score.low, score.high));
        }

        @Override
        public void close() {
            C.listening_report_free(raw);
            raw = null;
        }
    }

    /** Hears a whole call of interleaved stereo in mu-law at 8 kHz. */
    public static Report analyze(byte[] mulaw) {
        try (var session = new Session(8000)) {
            session.push(mulaw, mulaw.length);
            return session.finish();
        }
    }

    /** size_t. */
    public static final class Size extends IntegerType {
        public Size() {
            this(0);
        }

        public Size(long value) {
            super(Native.SIZE_T_SIZE, value, true);
        }
    }

    @FieldOrder({"size", "sample_rate", "agent_channel", "assessed", "provisional", "language", "talker_prosody", "calibration",
        "profile", "lexicon", "history"})
    public static final class Config extends Structure {
        public Size size;
        public int sample_rate, agent_channel, assessed, provisional, language, talker_prosody;
        public Pointer calibration, profile, lexicon;
        public double history;
    }

    @FieldOrder({"size", "start", "end", "confidence", "reasons", "kind", "by", "status", "in_overlap", "leak_suspect", "id",
        "charged"})
    public static final class RawEvent extends Structure {
        public Size size;
        public double start, end, confidence;
        public int reasons, kind, by, status, in_overlap, leak_suspect;
        public byte[] id = new byte[24];
        public double charged;
    }

    @FieldOrder({"size", "value", "low", "high", "coverage", "rating", "rating_low", "rating_high", "status", "dimensions"})
    public static final class RawScore extends Structure {
        public Size size;
        public double value, low, high, coverage;
        public Pointer rating, rating_low, rating_high, status;
        public Size dimensions;
    }

    private static final int OK = 0;
    private static final Functions C =
        Native.load("listening", Functions.class, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));

    public interface Functions extends Library {
        String listening_status_text(int status);
        String listening_status_name(int status);
        String listening_event_kind_name(int kind);
        String listening_event_status_name(int status);
        String listening_party_name(int party);
        int listening_config_init(Config config, Size size);
        int listening_event_init(RawEvent event, Size size);
        int listening_session_new(Config config, PointerByReference session);
        int listening_session_push_mulaw(Pointer session, byte[] interleaved, Size frames);
        int listening_session_poll_event(Pointer session, RawEvent event);
        int listening_session_last_event_reason(Pointer session, Size reason, byte[] buffer, Size capacity, Pointer needed);
        int listening_session_last_error(Pointer session, byte[] buffer, Size capacity, Pointer needed);
        int listening_session_finish(Pointer session, PointerByReference report);
        void listening_session_free(Pointer session);
        int listening_report_json(Pointer report, PointerByReference text, Pointer length);
        int listening_report_score(Pointer report, RawScore score);
        void listening_report_free(Pointer report);
    }
}
