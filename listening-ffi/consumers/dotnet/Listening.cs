// As much of listening.h as a .NET program needs to begin with.

using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace Listening
{
    /// <summary>What the library refuses.</summary>
    public sealed class ListeningException : Exception
    {
        /// <summary>The name of the status, as "bad_config".</summary>
        public string Name { get; }

        internal ListeningException(int status, string text)
            : base(string.IsNullOrEmpty(text) ? Native.Text(Native.listening_status_text(status)) : text)
        {
            Name = Native.Text(Native.listening_status_name(status));
        }
    }

    /// <summary>Something that a party did, or a silence. Times are in seconds from the first sample.</summary>
    public sealed class Event
    {
        public string Id, Kind, By, Status;
        public double Start, End;
        public List<string> Reasons = new List<string>();
    }

    /// <summary>The score of the assessed party, 0 to 100, with its interval.</summary>
    public sealed class Score
    {
        public double Value, Low, High;
    }

    /// <summary>One call, heard as it comes. Used by one thread at a time.</summary>
    public sealed class Session : IDisposable
    {
        readonly SessionHandle handle;

        public Session(uint sampleRate = 8000, int agentChannel = 0)
        {
            Native.listening_config_init(out var config, Native.Size<Native.Config>());
            config.SampleRate = sampleRate;
            config.AgentChannel = agentChannel;
            int status = Native.listening_session_new(ref config, out handle);
            if (status < 0) throw new ListeningException(status, null);
        }

        /// <summary>Takes interleaved stereo in mu-law: left, right, left, right. It may hold any number of frames.</summary>
        public void Push(byte[] mulaw, int bytes) => Done(Native.listening_session_push_mulaw(handle, mulaw, (UIntPtr)(bytes / 2)));

        /// <summary>The events that have become known.</summary>
        public IEnumerable<Event> Events()
        {
            Native.RawEvent raw;
            Native.listening_event_init(out raw, Native.Size<Native.RawEvent>());
            while (Done(Native.listening_session_poll_event(handle, ref raw)) == Native.Ok)
            {
                var reported = new Event
                {
                    Id = Native.Text(raw.Id),
                    Kind = Native.Text(Native.listening_event_kind_name(raw.Kind)),
                    By = Native.Text(Native.listening_party_name(raw.By)),
                    Status = Native.Text(Native.listening_event_status_name(raw.Status)),
                    Start = raw.Start,
                    End = raw.End,
                };
                var text = new byte[128];
                while (Native.listening_session_last_event_reason(handle, (UIntPtr)reported.Reasons.Count, text,
                           (UIntPtr)text.Length, IntPtr.Zero) == Native.Ok)
                {
                    reported.Reasons.Add(Native.Text(text));
                }
                yield return reported;
            }
        }

        /// <summary>Ends the call. The last events can still be read.</summary>
        public Report Finish()
        {
            Done(Native.listening_session_finish(handle, out var report));
            return new Report(report);
        }

        public void Dispose() => handle.Dispose();

        int Done(int status)
        {
            if (status >= 0) return status;
            var text = new byte[512];
            Native.listening_session_last_error(handle, text, (UIntPtr)text.Length, IntPtr.Zero);
            throw new ListeningException(status, Native.Text(text));
        }
    }

    /// <summary>What is said of a call. It never changes; several threads may read it.</summary>
    public sealed class Report : IDisposable
    {
        readonly ReportHandle handle;

        internal Report(ReportHandle handle) { this.handle = handle; }

        /// <summary>Hears a whole call of interleaved stereo in mu-law at 8 kHz.</summary>
        public static Report Of(byte[] mulaw)
        {
            using (var session = new Session())
            {
                session.Push(mulaw, mulaw.Length);
                return session.Finish();
            }
        }

        /// <summary>The report in the schema listening.report/1.</summary>
        public string Json
        {
            get
            {
                Native.listening_report_json(handle, out var text, IntPtr.Zero);
                return Native.Text(text);
            }
        }

        /// <summary>Null where there was too little to score.</summary>
        public Score Score
        {
            get
            {
                var raw = new Native.RawScore { Size = Native.Size<Native.RawScore>() };
                Native.listening_report_score(handle, ref raw);
                return double.IsNaN(raw.Value) ? null : new Score { Value = raw.Value, Low = raw.Low, High = raw.High };
            }
        }

        public void Dispose() => handle.Dispose();
    }

    sealed class SessionHandle : SafeHandle
    {
        SessionHandle() : base(IntPtr.Zero, true) { }
        public override bool IsInvalid => handle == IntPtr.Zero;
        protected override bool ReleaseHandle() { Native.listening_session_free(handle); return true; }
    }

    sealed class ReportHandle : SafeHandle
    {
        ReportHandle() : base(IntPtr.Zero, true) { }
        public override bool IsInvalid => handle == IntPtr.Zero;
        protected override bool ReleaseHandle() { Native.listening_report_free(handle); return true; }
    }

    static class Native
    {
        // liblistening.so, liblistening.dylib or listening.dll.
        const string Library = "listening";
        internal const int Ok = 0;

        [StructLayout(LayoutKind.Sequential)]
        internal struct Config
        {
            internal UIntPtr Size;
            internal uint SampleRate;
            internal int AgentChannel, Assessed, Provisional, Language, TalkerProsody;
            internal IntPtr Calibration, Profile, Lexicon;
            internal double History;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct RawEvent
        {
            internal UIntPtr Size;
            internal double Start, End, Confidence;
            internal int Reasons, Kind, By, Status, InOverlap, LeakSuspect;
            [MarshalAs(UnmanagedType.ByValArray, SizeConst = 24)] internal byte[] Id;
            internal double Charged;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct RawScore
        {
            internal UIntPtr Size;
            internal double Value, Low, High, Coverage;
            internal IntPtr Rating, RatingLow, RatingHigh, Status;
            internal UIntPtr Dimensions;
        }

        [DllImport(Library)] internal static extern IntPtr listening_status_text(int status);
        [DllImport(Library)] internal static extern IntPtr listening_status_name(int status);
        [DllImport(Library)] internal static extern IntPtr listening_event_kind_name(int kind);
        [DllImport(Library)] internal static extern IntPtr listening_event_status_name(int status);
        [DllImport(Library)] internal static extern IntPtr listening_party_name(int party);
        [DllImport(Library)] internal static extern int listening_config_init(out Config config, UIntPtr size);
        [DllImport(Library)] internal static extern int listening_event_init(out RawEvent raw, UIntPtr size);
        [DllImport(Library)] internal static extern int listening_session_new(ref Config config, out SessionHandle session);
        [DllImport(Library)] internal static extern int listening_session_push_mulaw(SessionHandle session, byte[] interleaved, UIntPtr frames);
        [DllImport(Library)] internal static extern int listening_session_poll_event(SessionHandle session, ref RawEvent raw);
        [DllImport(Library)] internal static extern int listening_session_last_event_reason(SessionHandle session, UIntPtr reason, byte[] buffer, UIntPtr capacity, IntPtr needed);
        [DllImport(Library)] internal static extern int listening_session_last_error(SessionHandle session, byte[] buffer, UIntPtr capacity, IntPtr needed);
        [DllImport(Library)] internal static extern int listening_session_finish(SessionHandle session, out ReportHandle report);
        [DllImport(Library)] internal static extern void listening_session_free(IntPtr session);
        [DllImport(Library)] internal static extern int listening_report_json(ReportHandle report, out IntPtr text, IntPtr length);
        [DllImport(Library)] internal static extern int listening_report_score(ReportHandle report, ref RawScore score);
        [DllImport(Library)] internal static extern void listening_report_free(IntPtr report);

        internal static UIntPtr Size<T>() => (UIntPtr)Marshal.SizeOf(typeof(T));

        /// <summary>UTF-8 up to its NUL.</summary>
        internal static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes, 0, Array.IndexOf(bytes, (byte)0));

        internal static string Text(IntPtr text)
        {
            int length = 0;
            while (Marshal.ReadByte(text, length) != 0) length++;
            var bytes = new byte[length];
            Marshal.Copy(text, bytes, 0, length);
            return Encoding.UTF8.GetString(bytes);
        }
    }
}
