/**
 * Stop words of Indonesian, followed by those of Banjarese. `tidak` is not a stop word, because negation matters.
 */
const words = `
  yang di ke dari dan atau untuk pada dengan dalam oleh sebagai adalah ialah itu ini tersebut tadi nih tuh
  saya kami kita aku anda kamu dia ia mereka nya juga sudah telah akan sedang masih lagi saja hanya pun lah kah
  ada agar supaya karena sebab jika kalau bila maka tetapi tapi namun sehingga serta bagi sampai hingga secara
  mohon tolong bapak ibu pak bu terima kasih assalamualaikum wassalam salam selamat pagi siang sore malam hormat
  dong deh sih kok ya min admin
  ulun pian kami buhan nang wan gasan haja jua nih gin lah kah`;

export const stopWords: ReadonlySet<string> = new Set(words.trim().split(/\s+/));
