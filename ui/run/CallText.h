#pragma once

#include "ui/kit/PlainText.h"

namespace metaspo {

/// Several plain texts below each other, each under a heading that no text can imitate: it alone is bold and coloured.
class CallText : public PlainTextView
{
    Q_OBJECT

public:
    struct Part
    {
        QString heading;
        QString text;
        bool operator==(const Part&) const = default;
    };

    explicit CallText(QWidget* parent = nullptr);
    void show(const QList<Part>& parts);
    using PlainTextView::show;

protected:
    void changeEvent(QEvent* event) override;

private:
    void write();

    QList<Part> m_parts;
};

} // namespace metaspo
