#pragma once

#include <QAbstractButton>

namespace metaspo {

/// A large button with a drawing, a title and a sentence about what it does.
class ActionTile : public QAbstractButton
{
    Q_OBJECT

public:
    ActionTile(const QString& iconName, const QString& title, const QString& description, QWidget* parent = nullptr);
    void setMain(bool isMain);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QFont titleFont() const;
    QRect descriptionRect(int width) const;

    QString m_iconName;
    QString m_description;
    bool m_isMain = false;
};

} // namespace metaspo
