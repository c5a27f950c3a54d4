#include "studio.inc"
Colours("2b2b2d","e9dfcb","b9563b")
#declare Obj = union {
  object { RSlab(<-11,0,-14>,<11,0.25,14>,0.6,0.1) Kraft(CAccent*0.7) } box { <-10.7,0.25,-13.7>,<10.7,1.5,13.7> texture { pigment { gradient y sine_wave color_map { [0 CCream*0.82][1 CCream] } scale 0.14 } } } object { RSlab(<-11,1.5,-14>,<11,1.75,14>,0.6,0.1) Kraft(CMain) }
  #local I=0; #while (I<26) torus { 1.05,0.11 rotate z*0 rotate x*90 rotate y*90 translate <-10+0.8*I,0.9,13.4> Metal(CSteel*0.5) } #local I=I+1; #end
  box { <-6,1.74,-2>,<6,1.79,6> Kraft(CAccent) } union { object { Txt(Word(L1,"SKETCH"),1.7,0.05) rotate x*90 translate <0,1.83,2.4> } object { Txt(Word(L2,"80 leaves"),0.8,0.05) rotate x*90 translate <0,1.83,0.4> } Matte(CMain) }
  union { cylinder { 0,x*15,0.42 Satin(CThird) } cone { x*15,0.42,x*16.6,0.12 Matte(CBeech) } cone { x*16.6,0.13,x*17,0.01 Matte(CBlack) } rotate y*38 translate <-8,2.2,-6> } }
#declare Elev1=34; #declare Elev2=50; #declare BLo=<-11,0,-14>; #declare BHi=<11,2.6,14.4>;
Stage(Obj,-28,30,1.26)
