#include "core/store/FileSystem.h"

#include <QFile>
#include <QFileInfo>
#include <QStringList>
#include <array>
#include <sys/vfs.h>
#include <utility>

namespace metaspo {

namespace {

constexpr qint64 fuse = 0x65735546;

// Numbers of statfs(2) and of the kernel's magic.h.
constexpr std::array<std::pair<qint64, const char*>, 12> networkTypes{{{0x6969, "NFS"},
                                                                       {0x517B, "SMB"},
                                                                       {0xFF534D42, "CIFS"},
                                                                       {0xFE534D42, "SMB"},
                                                                       {0x01021997, "9p"},
                                                                       {0x0BD00BD0, "Lustre"},
                                                                       {0x5346414F, "AFS"},
                                                                       {0x6B414653, "AFS"},
                                                                       {0x00C36400, "Ceph"},
                                                                       {0x47504653, "GPFS"},
                                                                       {0x73757245, "Coda"},
                                                                       {0x564C, "NCP"}}};

/// The type of the mount that `path` is in: of the longest mount point that it starts with.
QString mountTypeOf(const QString& path)
{
    QFile mounts(QStringLiteral("/proc/self/mountinfo"));
    if (!mounts.open(QIODevice::ReadOnly))
        return {};
    QString type;
    qsizetype longest = -1;
    for (const QByteArray& line : mounts.readAll().split('\n')) {
        const QList<QByteArray> fields = line.split(' ');
        const qsizetype separator = fields.indexOf("-");
        if (separator < 5 || fields.size() <= separator + 1)
            continue;
        const QString point = QString::fromLocal8Bit(fields.at(4));
        const bool isInside = path == point || point == u"/" || path.startsWith(point + u'/');
        if (isInside && point.size() > longest) {
            longest = point.size();
            type = QString::fromLatin1(fields.at(separator + 1));
        }
    }
    return type;
}

} // namespace

QString networkFileSystem(qint64 typeNumber, const QString& mountType)
{
    // statfs' field is signed and, on 32-bit machines, narrow.
    const qint64 number = typeNumber & 0xFFFFFFFF;
    for (const auto& [known, name] : networkTypes)
        if (known == number)
            return QString::fromLatin1(name);
    static const QStringList remoteFuse{
        QStringLiteral("fuse.sshfs"),  QStringLiteral("fuse.rclone"),    QStringLiteral("fuse.s3fs"),
        QStringLiteral("fuse.gcsfuse"), QStringLiteral("fuse.glusterfs"), QStringLiteral("fuse.davfs2"),
        QStringLiteral("fuse.curlftpfs"), QStringLiteral("fuse.cephfs"),  QStringLiteral("fuse.gvfsd-fuse")};
    if (number == fuse && remoteFuse.contains(mountType))
        return mountType.mid(5);
    return {};
}

Result<void> checkFileSystem(const QString& path)
{
    struct statfs description{};
    if (statfs(QFile::encodeName(path).constData(), &description) != 0)
        return {};
    const auto number = static_cast<qint64>(description.f_type);
    const QString mountType = number == fuse ? mountTypeOf(QFileInfo(path).canonicalFilePath()) : QString();
    if (const QString name = networkFileSystem(number, mountType); !name.isEmpty())
        return failure(ErrorKind::NetworkFileSystem, QStringLiteral("%1 is on a network drive (%2)").arg(path, name),
                       QStringLiteral("Several programs writing a project there may damage it"),
                       QStringLiteral("Copy the file to a local disk."));
    return {};
}

} // namespace metaspo
