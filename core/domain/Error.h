#pragma once

#include <QString>
#include <tl/expected.hpp>

namespace metaspo {

/// What kind of thing went wrong. One place (`sentence`) turns it into words; callers branch on the kind.
enum class ErrorKind {
    WrongUsage,        ///< an option or argument makes no sense
    BadInput,          ///< a file or text of the user's cannot be read as what it should be
    NotFound,          ///< a file, task, run, candidate or connection that does not exist
    NoKey,             ///< the key source names nothing
    Unauthorized,      ///< the server refused the key (401, 403)
    NoSuchModel,       ///< the server does not know the model (404)
    NoSuchEndpoint,    ///< nothing is at this address of the server (404)
    PaymentNeeded,     ///< 402 or a billing 429
    RequestRejected,   ///< the server refuses this request for good (other 4xx)
    RateLimited,       ///< 429; may be tried again
    ServerFailure,     ///< 5xx, overload; may be tried again
    ConnectionFailed,  ///< refused, reset, unknown host; may be tried again
    TlsFailure,        ///< certificate or handshake
    TimedOut,          ///< a deadline of ours passed; may be tried again
    RedirectRefused,   ///< the server points elsewhere; keys are never sent there
    MalformedResponse, ///< 200, but not an answer in the wire format
    ResponseTooLarge,  ///< the body passed the cap
    BreakerOpen,       ///< too many failures in a row: paused to ask
    DiskFull,
    ReadOnlyFile,
    FileNewer,   ///< made by a newer version of the program
    FileForeign, ///< not a file of this program
    FileCorrupt,
    FileBusy,          ///< another program owns it (a live run)
    NetworkFileSystem, ///< SQLite's write-ahead log is unsafe there
    StepDiffers,       ///< on resume the step asks for something else than what is remembered
    BudgetReached,
    Stopped, ///< the user stopped
    LocalModelMissing,
    NotAvailable, ///< not in this version; said, never pretended
    Internal
};

/// An error as a value: what happened, why, and what to do. All three are plain sentences for people.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    QString what;
    QString why;
    QString remedy;

    bool operator==(const Error&) const = default;
};

/// A value or an error. Exceptions are not used across library borders.
template <typename T>
using Result = tl::expected<T, Error>;

/// `what` `why` `remedy`, joined into sentences; an empty remedy is filled with the advice for the kind.
QString sentence(const Error& error);

/// Short stable identifier of a kind, for logs, JSON and tests ("rate_limited").
QString identifier(ErrorKind kind);

inline tl::unexpected<Error> failure(ErrorKind kind, QString what, QString why = {}, QString remedy = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(what), std::move(why), std::move(remedy)});
}

} // namespace metaspo
