#include "ui/kit/Notice.h"

namespace metaspo {

namespace {

Notice plainNotice(Notice::Kind kind, const QString& what)
{
    Notice notice;
    notice.kind = kind;
    notice.what = what;
    return notice;
}

} // namespace

Notice Notice::information(const QString& what)
{
    return plainNotice(Kind::Information, what);
}

Notice Notice::success(const QString& what)
{
    return plainNotice(Kind::Success, what);
}

Notice Notice::error(const Error& error)
{
    Notice notice = plainNotice(error.kind == ErrorKind::Stopped ? Kind::Warning : Kind::Error, sentence(error));
    return notice;
}

Notice Notice::offering(const QString& button, std::function<void()> does) const
{
    Notice notice = *this;
    notice.buttonText = button;
    notice.action = std::move(does);
    return notice;
}

} // namespace metaspo
