#pragma once

#include "core/domain/Error.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace metaspo {

class Workspace;
class Terminal;

/// Exit codes of the program; they are a contract.
enum class ExitCode {
    Done = 0,
    Failed = 1,
    WrongUsage = 2,
    BudgetReached = 3,
    Paused = 4, ///< or at a breakpoint; can be resumed
    Interrupted = 130
};

/// What ends a command early. The only exception type of the command line; main catches it and says the sentence.
struct CommandFailure
{
    Error error;
};

/// What the commands share. Main thread.
struct CommandContext
{
    Workspace& workspace;
    Terminal& terminal;
};

/// One command: declares its options, which are its members, then runs with them.
class Command
{
public:
    virtual ~Command() = default;
    virtual void declare(CLI::App& app) = 0;
    virtual ExitCode run(CommandContext& context) = 0;
};

[[noreturn]] inline void fail(ErrorKind kind, const QString& what, const QString& why = {}, const QString& remedy = {})
{
    throw CommandFailure{Error{kind, what, why, remedy}};
}

template <typename T>
T valueOf(Result<T> result)
{
    if (!result)
        throw CommandFailure{std::move(result.error())};
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace metaspo
