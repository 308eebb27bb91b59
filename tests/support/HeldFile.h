#pragma once

#include <QFile>
#include <QTest>
#include <fcntl.h>

namespace metaspo {

/// A project's file as a program keeps it that never lets go, as long as this lives. The project is closed before; who
/// still reads the file for a moment is waited for.
class HeldFile
{
public:
    explicit HeldFile(const QString& path) : m_file(path), m_log(path + QStringLiteral("-wal"))
    {
        struct flock lock{};
        lock.l_type = F_WRLCK;
        lock.l_start = 0x40000000; // where SQLite's locks are
        lock.l_len = 512;
        // Without a log SQLite would take no locks.
        if (!m_file.open(QIODevice::ReadWrite) || !m_log.open(QIODevice::WriteOnly)
            || !QTest::qWaitFor([&] { return fcntl(m_file.handle(), F_OFD_SETLK, &lock) == 0; }, 10'000))
            qFatal("the file cannot be held");
    }

private:
    QFile m_file;
    QFile m_log;
};

} // namespace metaspo
