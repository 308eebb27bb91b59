#pragma once

#include "core/domain/Error.h"

#include <QString>
#include <chrono>
#include <memory>
#include <optional>

namespace metaspo {

/// A descriptor that is closed with its owner.
class OpenFile
{
public:
    explicit OpenFile(int descriptor = -1);
    OpenFile(OpenFile&& other) noexcept;
    OpenFile& operator=(OpenFile&& other) noexcept;
    ~OpenFile();
    int descriptor() const { return m_descriptor; }
    bool isOpen() const { return m_descriptor >= 0; }

private:
    int m_descriptor;
};

/// The file "<project>.lock" beside a project file. Two kinds of kernel locks live on it, independent of each other:
/// flock on the whole file, held around every commit and checkpoint, and locks of open file descriptions on single
/// bytes: byte 0 shared by everybody who may write, byte `run` by the owner of that run. The kernel frees all of them
/// when a process dies. Any thread.
class LockFile
{
public:
    explicit LockFile(const QString& projectPath);

    /// Another description of the file; every lock needs one of its own.
    Result<OpenFile> open() const;
    /// Takes byte `run`; nothing: somebody else has it.
    Result<std::optional<OpenFile>> takeRun(qint64 run) const;
    bool isRunTaken(qint64 run) const;

private:
    QString m_path;
};

/// Says that this process has the project open for writing, from construction to destruction.
class Presence
{
public:
    static Result<Presence> announce(const LockFile& lockFile);
    bool wasAlone() const { return m_wasAlone; } ///< when announced
    bool isAlone();

private:
    Presence(OpenFile file, bool wasAlone);
    OpenFile m_file;
    bool m_wasAlone;
};

/// The exclusive flock, from construction to destruction.
class WriteLock
{
public:
    /// False in `isHeld` after the time is over.
    WriteLock(const OpenFile& file, std::chrono::milliseconds patience);
    ~WriteLock();
    WriteLock(const WriteLock&) = delete;
    WriteLock& operator=(const WriteLock&) = delete;
    bool isHeld() const { return m_isHeld; }

private:
    int m_descriptor;
    bool m_isHeld = false;
};

} // namespace metaspo
