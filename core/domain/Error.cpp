#include "core/domain/Error.h"

#include <QStringList>
#include <array>

namespace metaspo {

namespace {

struct KindText
{
    ErrorKind kind;
    const char* identifier;
    const char* remedy; ///< advice when the place of the error gave none
};

constexpr std::array<KindText, 31> kindTexts{{
    {ErrorKind::WrongUsage, "wrong_usage", "See --help for an example."},
    {ErrorKind::BadInput, "bad_input", "Correct the input and try again; nothing was changed."},
    {ErrorKind::NotFound, "not_found", "Check the name and try again."},
    {ErrorKind::NoKey, "no_key", "Set the variable or choose another key source for the connection, then resume."},
    {ErrorKind::Unauthorized, "unauthorized", "Check the key of the connection, then resume; nothing was lost."},
    {ErrorKind::NoSuchModel, "no_such_model",
     "A run keeps its models: let the server load this one and resume, or start a new run with one that it lists."},
    {ErrorKind::NoSuchEndpoint, "no_such_endpoint",
     "Check the base URL of the connection; it often ends with /v1. Then resume."},
    {ErrorKind::PaymentNeeded, "payment_needed",
     "Settle the account with the provider, then resume; nothing was lost."},
    {ErrorKind::RequestRejected, "request_rejected", "Change what the server names, then resume or fork."},
    {ErrorKind::RateLimited, "rate_limited", "Wait a little or lower the width, then resume."},
    {ErrorKind::ServerFailure, "server_failure", "The server has trouble; resume later, nothing was lost."},
    {ErrorKind::ConnectionFailed, "connection_failed",
     "Check that the server runs and the address is right, then resume."},
    {ErrorKind::TlsFailure, "tls_failure", "Check the certificate or set a CA file for the connection."},
    {ErrorKind::TimedOut, "timed_out", "Raise the connection's time limit or lower the width, then resume."},
    {ErrorKind::RedirectRefused, "redirect_refused",
     "Put the final address into the connection; keys are not sent elsewhere."},
    {ErrorKind::MalformedResponse, "malformed_response",
     "Check that the address is a model server of the chosen kind."},
    {ErrorKind::ResponseTooLarge, "response_too_large", "Lower the output limit of the connection."},
    {ErrorKind::BreakerOpen, "breaker_open", "Look at the server, then resume; nothing was lost."},
    {ErrorKind::DiskFull, "disk_full", "Free some space, then resume; received answers are kept in memory until then."},
    {ErrorKind::ReadOnlyFile, "read_only_file", "Copy the file to a folder that you may write to."},
    {ErrorKind::FileNewer, "file_newer", "Update the program, or open the file for reading only."},
    {ErrorKind::FileForeign, "file_foreign", "Choose a *.metaspo file."},
    {ErrorKind::FileCorrupt, "file_corrupt", "Keep the file as it is and restore a backup."},
    {ErrorKind::FileBusy, "file_busy", "Steer the run from here with pause, step and stop, or end the other program."},
    {ErrorKind::NetworkFileSystem, "network_file_system", "Copy the file to a local disk."},
    {ErrorKind::StepDiffers, "step_differs", "Fork the run at this step; its remembered answers stay free."},
    {ErrorKind::BudgetReached, "budget_reached", "Raise the budget and resume; nothing was lost."},
    {ErrorKind::Stopped, "stopped", "Resume the run to go on."},
    {ErrorKind::LocalModelMissing, "local_model_missing",
     "Install it with 'metaspo model install', or choose another connection."},
    {ErrorKind::NotAvailable, "not_available", "This version does not have it."},
    {ErrorKind::Internal, "internal", "Please report this with the sentence above."},
}};

const KindText& textOf(ErrorKind kind)
{
    for (const KindText& entry : kindTexts)
        if (entry.kind == kind)
            return entry;
    return kindTexts.back();
}

QString asSentence(const QString& text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty() || trimmed.endsWith(u'.') || trimmed.endsWith(u'!') || trimmed.endsWith(u'?'))
        return trimmed;
    return trimmed + u'.';
}

} // namespace

QString sentence(const Error& error)
{
    const QString remedy =
        error.remedy.isEmpty() ? QString::fromLatin1(textOf(error.kind).remedy) : error.remedy;
    QStringList parts;
    for (const QString& part : {error.what, error.why, remedy})
        if (!part.trimmed().isEmpty())
            parts << asSentence(part);
    return parts.join(u' ');
}

QString identifier(ErrorKind kind)
{
    return QString::fromLatin1(textOf(kind).identifier);
}

} // namespace metaspo
