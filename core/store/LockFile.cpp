#include "core/store/LockFile.h"

#include <QFile>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace metaspo {

namespace {

constexpr off_t presenceByte = 0;

struct flock byteLock(short type, off_t byte)
{
    struct flock lock{};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = byte;
    lock.l_len = 1;
    return lock;
}

bool takeByte(const OpenFile& file, short type, off_t byte)
{
    struct flock lock = byteLock(type, byte);
    return fcntl(file.descriptor(), F_OFD_SETLK, &lock) == 0;
}

// Whoever asks whether he is alone holds the byte for microseconds only.
void sharePresence(const OpenFile& file)
{
    struct flock lock = byteLock(F_RDLCK, presenceByte);
    while (fcntl(file.descriptor(), F_OFD_SETLKW, &lock) != 0 && errno == EINTR) {
    }
}

} // namespace

OpenFile::OpenFile(int descriptor)
    : m_descriptor(descriptor)
{
}

OpenFile::OpenFile(OpenFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

OpenFile::~OpenFile()
{
    if (m_descriptor >= 0)
        close(m_descriptor);
}

LockFile::LockFile(const QString& projectPath)
    : m_path(projectPath + QLatin1String(".lock"))
{
}

Result<OpenFile> LockFile::open() const
{
    const QByteArray path = QFile::encodeName(m_path);
    OpenFile file(::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.isOpen())
        return failure(ErrorKind::ReadOnlyFile, QStringLiteral("The lock file %1 cannot be opened").arg(m_path),
                       QString::fromLocal8Bit(std::strerror(errno)));
    return file;
}

Result<std::optional<OpenFile>> LockFile::takeRun(qint64 run) const
{
    Result<OpenFile> file = open();
    if (!file)
        return tl::unexpected<Error>(file.error());
    if (takeByte(*file, F_WRLCK, static_cast<off_t>(run)))
        return std::optional<OpenFile>(std::move(*file));
    if (errno == EAGAIN || errno == EACCES)
        return std::optional<OpenFile>();
    return failure(ErrorKind::Internal, QStringLiteral("The lock file %1 takes no locks").arg(m_path),
                   QString::fromLocal8Bit(std::strerror(errno)));
}

bool LockFile::isRunTaken(qint64 run) const
{
    // Opened for reading, so that a project in a folder that cannot be written can be asked too.
    const OpenFile file(::open(QFile::encodeName(m_path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.isOpen())
        return false;
    struct flock lock = byteLock(F_RDLCK, static_cast<off_t>(run));
    return fcntl(file.descriptor(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

Presence::Presence(OpenFile file, bool wasAlone)
    : m_file(std::move(file))
    , m_wasAlone(wasAlone)
{
}

Result<Presence> Presence::announce(const LockFile& lockFile)
{
    Result<OpenFile> file = lockFile.open();
    if (!file)
        return tl::unexpected<Error>(file.error());
    const bool alone = takeByte(*file, F_WRLCK, presenceByte);
    sharePresence(*file);
    return Presence(std::move(*file), alone);
}

bool Presence::isAlone()
{
    const bool alone = takeByte(m_file, F_WRLCK, presenceByte);
    if (alone)
        sharePresence(m_file);
    return alone;
}

WriteLock::WriteLock(const OpenFile& file, std::chrono::milliseconds patience)
    : m_descriptor(file.descriptor())
{
    using Clock = std::chrono::steady_clock;
    const Clock::time_point end = Clock::now() + patience;
    std::chrono::microseconds pause{100};
    while (true) {
        if (::flock(m_descriptor, LOCK_EX | LOCK_NB) == 0) {
            m_isHeld = true;
            return;
        }
        if (errno != EWOULDBLOCK && errno != EINTR)
            return;
        if (Clock::now() >= end)
            return;
        // A blocking flock knows no time limit, and its holder may be a stopped process.
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, std::chrono::microseconds{1000});
    }
}

WriteLock::~WriteLock()
{
    if (m_isHeld)
        ::flock(m_descriptor, LOCK_UN);
}

} // namespace metaspo
