#pragma once

#include <QLabel>

namespace metaspo {

/// One line of plain text that never asks for more room than there is: what does not fit is cut with "…" and can be
/// read in the tool tip. Foreign text is given as displayLine().
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight);

    void show(const QString& text);
    using QLabel::show;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Qt::TextElideMode m_mode;
};

} // namespace metaspo
